import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderAttachment } from '../../src/workspace/page/render/attachment.ts';
import { renderBlocks } from '../../src/workspace/page/render/block.ts';
import type { RenderContext } from '../../src/workspace/page/render/context.ts';
import { formatDate } from '../../src/workspace/page/render/date.ts';
import { renderMrkdwn } from '../../src/workspace/page/render/mrkdwn.ts';
import type { Block } from '../../src/workspace/standin/workspace.ts';

const context: RenderContext = {
  surface: 'message',
  readerId: 'U1',
  zone: 'Europe/Berlin',
  now: new Date('2026-11-16T12:00:00Z'),
  users: { U1: 'Mira', U2: 'Jonas' },
  channels: { C1: 'general' },
  usergroups: { S1: '@team' },
  pickableChannels: [{ id: 'C1', name: 'general', isPrivate: false, isDirect: false }],
  channelId: 'C1',
  fileUrl: () => null,
  values: {},
  errors: {},
  idPrefix: '',
};
const draw = (...blocks: unknown[]) => renderBlocks(blocks as Block[], context).markup;
const mrkdwn = (text: string) => renderMrkdwn(text, context).markup;

/** Every kind of block, with `text` wherever a text, a label, a value or an id can stand. */
function everyBlock(text: string): unknown[] {
  const plain = { type: 'plain_text', text };
  const marked = { type: 'mrkdwn', text };
  const option = { text: plain, value: text, description: plain };
  const confirm = { title: plain, text: marked, confirm: plain, deny: plain };
  const ids = { action_id: text, placeholder: plain };
  const leaf = { type: 'text', text, style: { bold: true } };
  const rich = {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [leaf, { type: 'link', url: text, text }, { type: 'user', user_id: text }],
      },
      { type: 'rich_text_list', style: 'bullet', elements: [{ type: 'rich_text_section', elements: [leaf] }] },
      { type: 'rich_text_quote', elements: [leaf, { type: 'emoji', name: text }, { type: 'color', value: text }] },
      {
        type: 'rich_text_preformatted',
        elements: [leaf, { type: 'date', timestamp: 1, format: text, fallback: text }],
      },
      { type: text, elements: [] },
    ],
  };
  const button = { type: 'button', text: plain, value: text, url: text, accessibility_label: text, confirm, ...ids };
  const picture = { type: 'image', image_url: text, alt_text: text, title: plain };
  const elements = [
    button,
    { type: 'overflow', options: [option], ...ids },
    { type: 'static_select', options: [option], initial_option: option, ...ids },
    { type: 'static_select', option_groups: [{ label: plain, options: [option] }], ...ids },
    { type: 'multi_static_select', options: [option], ...ids },
    { type: 'users_select', ...ids },
    { type: 'checkboxes', options: [option], ...ids },
    { type: 'radio_buttons', options: [option], ...ids },
    { type: 'datepicker', initial_date: text, ...ids },
    { type: 'plain_text_input', initial_value: text, ...ids },
    { type: 'plain_text_input', multiline: true, initial_value: text, ...ids },
    { type: text, ...ids },
  ];
  const chart = (type: string) => ({
    type: 'data_visualization',
    title: text,
    chart: {
      type,
      segments: [{ label: text, value: 1 }],
      series: [{ name: text, data: [{ label: text, value: 2 }] }],
      axis_config: { categories: [text], x_label: text, y_label: text },
    },
  });
  const cells = [{ type: 'raw_text', text }, { type: 'raw_number', value: 1, text }, rich, { type: text }];
  return [
    { type: 'section', block_id: text, text: marked, fields: [plain, marked], accessory: picture },
    { type: 'header', text: plain },
    { type: 'context', elements: [marked, plain, picture] },
    { type: 'actions', block_id: text, elements },
    ...elements.map((element) => ({ type: 'input', block_id: text, label: plain, hint: plain, element })),
    {
      type: 'context_actions',
      elements: [{ type: 'feedback_buttons', positive_button: option, negative_button: option }],
    },
    rich,
    picture,
    { type: 'video', title: plain, title_url: text, thumbnail_url: text, alt_text: text, description: plain },
    { type: 'markdown', text },
    { type: 'table', rows: [cells, cells] },
    { type: 'data_table', caption: text, rows: [cells, cells] },
    ...['line', 'bar', 'area', 'pie', text].map(chart),
    { type: 'alert', text: marked, level: text },
    { type: 'carousel', elements: [{ title: marked, body: marked, hero_image: picture, actions: [button] }] },
    {
      type: 'container',
      title: plain,
      subtitle: marked,
      is_collapsible: true,
      child_blocks: [{ type: 'header', text: plain }],
    },
    { type: 'task_card', title: text, status: text, details: rich, sources: [{ url: text, text }] },
    { type: text },
  ];
}

/** The tags of the markup with the names of their attributes, as a browser would read them. */
function skeleton(markup: string): { tags: string[]; attributes: string[]; addresses: string[] } {
  const tags: string[] = [];
  const attributes: string[] = [];
  const addresses: string[] = [];
  for (const [, name = '', inside = ''] of markup.matchAll(/<\/?([a-zA-Z!?][^\s/>]*)((?:"[^"]*"|[^">])*)>/g)) {
    tags.push(name.toLowerCase());
    for (const [, attribute = '', value = ''] of inside.matchAll(/([^\s"=/]+)(?:="([^"]*)")?/g)) {
      attributes.push(attribute);
      if (attribute === 'href' || attribute === 'src') addresses.push(value);
    }
  }
  return { tags, attributes, addresses };
}

const OUR_TAGS = new Set(
  'a article b blockquote br button circle code details div em figcaption figure g h2 hr img input label li line ol optgroup option p path polygon polyline pre rect s select small span strong summary svg table tbody td template text textarea th thead time title tr u ul caption'.split(
    ' ',
  ),
);
const OUR_ATTRIBUTES =
  /^(class|id|type|value|checked|selected|disabled|hidden|open|dir|role|tabindex|title|alt|src|href|target|rel|loading|placeholder|maxlength|autocomplete|inputmode|autofocus|rows|name|label|scope|start|datetime|width|height|fill|viewBox|d|x|y|x1|x2|y1|y2|r|rx|cx|cy|dy|points|transform|pathLength|stroke-dasharray|text-anchor|aria-[a-z]+|data-[a-z-]+)$/;

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</textarea><svg onload=alert(1)>',
  '<https://x"onclick="y|z"onclick="q>',
  '<javascript:alert(1)|Transcript>',
  '<!date^1^{date}^javascript:alert(1)|<b>>',
  '[x](javascript:alert(1)) ![y](data:text/html,<script>)',
  '```<b>``` `<i>` *<u>* &lt;b&gt; &#60;b&#62;',
  '\u0000\ud800\u202e\ue002\u0030\ue003\ufeff',
  '__proto__',
];

describe('the blocks of the local workspace', () => {
  it('turns no text into a tag, an attribute or an address of its own', () => {
    const piece = fc.oneof(
      fc.constantFrom(...HOSTILE),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '`',
        '*',
        '_',
        '~',
        '|',
        '\n',
        '>',
        '=',
        'onclick',
        'href',
        '<@U1>',
        '<#C1>',
        ':wave:',
      ),
    );
    const hostileText = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(hostileText, (text) => {
        const { tags, attributes, addresses } = skeleton(draw(...everyBlock(text)));
        expect(tags.filter((tag) => !OUR_TAGS.has(tag))).toEqual([]);
        expect(attributes.filter((attribute) => !OUR_ATTRIBUTES.test(attribute))).toEqual([]);
        expect(addresses.filter((address) => !/^(https?:\/\/|mailto:|tel:)/i.test(address.trim()))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each(['block', 'cell', 'element'])('says so when it cannot draw a %s', (what) => {
    const cell = [[{ type: 'raw_text', text: 'a' }], [{ type: 'hologram' }]];
    const examples: Record<string, unknown> = {
      block: { type: 'hologram' },
      cell: { type: 'table', rows: cell },
      element: { type: 'actions', elements: [{ type: 'hologram', action_id: 'a' }] },
    };
    expect(draw(examples[what])).toMatch(/This stand-in cannot draw (a |an )?(block|cell|element).*“hologram”/);
  });

  it('says so when a block breaks the drawing, and draws the next one', () => {
    const markup = draw(
      { type: 'rich_text', elements: null },
      { type: 'header', text: { type: 'plain_text', text: 'Next' } },
    );
    expect(markup).toContain('This stand-in cannot draw this “rich_text” block');
    expect(markup).toContain('Next');
  });

  it('lets a button be found again by its ids and value', () => {
    const markup = draw({
      type: 'actions',
      block_id: 'b"1',
      elements: [{ type: 'button', action_id: 'ack', value: 'c&1', text: { type: 'plain_text', text: 'Acknowledge' } }],
    });
    expect(markup).toContain('data-block-id="b&quot;1" data-action-id="ack"');
    expect(markup).toContain('data-value="c&amp;1"');
  });

  it('takes a colour of an attachment only when it is one', () => {
    expect(renderAttachment({ color: '#c02b4b', text: 'x' }, context).markup).toContain('fill="#c02b4b"');
    expect(renderAttachment({ color: 'url(http://evil)', text: 'x' }, context).markup).not.toContain('fill=');
  });
});

describe('mrkdwn', () => {
  it('keeps a quote to its own lines', () => {
    expect(mrkdwn('&gt; quoted\nafter')).toBe('<blockquote>quoted</blockquote>after');
  });

  it.each(['5 * 3 * 2', 'a*b*c', '1 ~ 2 ~ 3', 'snake_case_name'])('leaves the signs in "%s" alone', (text) => {
    expect(mrkdwn(text)).toBe(text);
  });

  it('knows bold, and italics before a full stop', () => {
    expect(mrkdwn('*two words* and _this_.')).toBe(
      '<span class="mk-bold">two words</span> and <span class="mk-italic">this</span>.',
    );
  });

  it("shows a date in the reader's zone, and says how long ago it was", () => {
    const at = Date.parse('2026-11-16T10:00:00Z') / 1000;
    expect(mrkdwn(`<!date^${at}^{date_short_pretty} at {time} ({ago})|fallback>`)).toContain(
      '>Today at 11:00 AM (2 hours ago)<',
    );
    expect(formatDate(at, '{time}', { ...context, zone: 'Asia/Kolkata' })).toBe('3:30 PM');
  });
});
