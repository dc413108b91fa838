import { type Html, html, nothing, safeUrl } from './html.ts';

/**
 * The Markdown of a `markdown` block: headings, paragraphs, lists, quotes, fences, rules, tables, and inline
 * emphasis, code and links. HTML in it is text.
 */
export function renderMarkdown(text: string): Html {
  return html`<div class="markdown" dir="auto">${renderLines(text.replaceAll('\r\n', '\n').split('\n'))}</div>`;
}

function renderLines(lines: string[]): Html[] {
  const written: Html[] = [];
  let at = 0;
  const takeWhile = (matches: (line: string) => boolean) => {
    const from = at;
    while (at < lines.length && matches(lines[at] ?? '')) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = line.match(/^(#{1,6}) +(.*?) *#*$/);
    if (line.trim() === '') at += 1;
    else if (/^ *```/.test(line)) {
      at += 1;
      const code = takeWhile((each) => !/^ *```/.test(each));
      at += 1;
      written.push(html`<pre>${code.join('\n')}</pre>`);
    } else if (heading) {
      at += 1;
      written.push(
        html`<div class="md-heading md-${heading[1]?.length ?? 1}" role="heading" aria-level="${(heading[1]?.length ?? 1) + 2}">${inline(heading[2] ?? '')}</div>`,
      );
    } else if (/^ *([-*_])( *\1){2,} *$/.test(line)) {
      at += 1;
      written.push(html`<hr>`);
    } else if (line.startsWith('>')) {
      const quoted = takeWhile((each) => each.startsWith('>')).map((each) => each.replace(/^> ?/, ''));
      written.push(html`<blockquote>${renderLines(quoted)}</blockquote>`);
    } else if (isBullet(line)) {
      const items = takeWhile(isBullet).map((each) => html`<li>${inline(each.replace(/^ *[-*+] +/, ''))}</li>`);
      written.push(html`<ul>${items}</ul>`);
    } else if (isNumbered(line)) {
      const items = takeWhile(isNumbered).map((each) => html`<li>${inline(each.replace(/^ *\d+[.)] +/, ''))}</li>`);
      written.push(html`<ol>${items}</ol>`);
    } else if (line.startsWith('|')) {
      written.push(renderTable(takeWhile((each) => each.startsWith('|'))));
    } else {
      const from = at;
      at += 1;
      takeWhile((each) => each.trim() !== '' && !startsBlock(each));
      written.push(html`<p>${inline(lines.slice(from, at).join('\n'))}</p>`);
    }
  }
  return written;
}

const isBullet = (line: string) => /^ *[-*+] +\S/.test(line);
const isNumbered = (line: string) => /^ *\d+[.)] +\S/.test(line);
const startsBlock = (line: string) => /^(#{1,6} | *```|>|\|)/.test(line) || isBullet(line) || isNumbered(line);

function renderTable(lines: string[]): Html {
  const rows = lines
    .filter((line) => !/^\|[ :|-]+\|? *$/.test(line))
    .map((line) =>
      line
        .replace(/^\||\| *$/g, '')
        .split('|')
        .map((cell) => cell.trim()),
    );
  const [head, ...body] = rows;
  if (head === undefined) return nothing;
  return html`<div class="table-scroll"><table><thead><tr>${head.map((cell) => html`<th scope="col">${inline(cell)}</th>`)}</tr></thead>
<tbody>${body.map((row) => html`<tr>${row.map((cell) => html`<td>${inline(cell)}</td>`)}</tr>`)}</tbody></table></div>`;
}

const INLINE =
  /`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|~~([^~]+)~~|\*([^*\s][^*]*)\*|\b_([^_]+)_\b|!?\[([^\]]*)\]\(([^)\s]+)\)/;

function inline(text: string): Html {
  const match = text.match(INLINE);
  if (!match || match.index === undefined) return html`${text}`;
  const [whole, code, bold, bolder, strike, italic, slanted, label, address] = match;
  const rest = inline(text.slice(match.index + whole.length));
  return html`${text.slice(0, match.index)}${marked()}${rest}`;

  function marked(): Html {
    if (code !== undefined) return html`<code>${code}</code>`;
    const strong = bold ?? bolder;
    if (strong !== undefined) return html`<strong>${inline(strong)}</strong>`;
    if (strike !== undefined) return html`<s>${inline(strike)}</s>`;
    const emphasis = italic ?? slanted;
    if (emphasis !== undefined) return html`<em>${inline(emphasis)}</em>`;
    const href = safeUrl(address);
    return href
      ? html`<a href="${href}" target="_blank" rel="noopener noreferrer">${label || href}</a>`
      : html`${whole}`;
  }
}
