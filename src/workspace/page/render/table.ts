import type { RichTextBlock } from '@slack/types';
import type { Block, Json } from '../../standin/workspace.ts';
import type { RenderContext } from './context.ts';
import { attributes, type Html, html } from './html.ts';
import { renderRichText } from './rich-text.ts';

const DEFAULT_PAGE_SIZE = 5;

/** A plain table; its first row is the head. */
export function renderTable(block: Block, context: RenderContext): Html {
  const settings = (Array.isArray(block.column_settings) ? block.column_settings : []) as (Json | null)[];
  const [head, ...body] = rowsOf(block);
  const looks = (column: number) => {
    const align = settings[column]?.align;
    const side = align === 'right' || align === 'center' ? ` ${align}` : '';
    return `cell${side}${settings[column]?.is_wrapped ? ' wraps' : ''}`;
  };
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Table"><table>
<thead><tr>${head?.map((cell, column) => html`<th scope="col" class="${looks(column)}">${renderCell(cell, context)}</th>`)}</tr></thead>
<tbody>${body.map((row) => html`<tr>${row.map((cell, column) => html`<td class="${looks(column)}">${renderCell(cell, context)}</td>`)}</tr>`)}</tbody></table></div>`;
}

/** A table that the page sorts and turns over; all rows are in the markup. */
export function renderDataTable(block: Block, context: RenderContext): Html {
  const [head, ...body] = rowsOf(block);
  const rowHeader = Number(block.row_header_column_index ?? 0);
  const pageSize = Number(block.page_size ?? DEFAULT_PAGE_SIZE);
  const renderRow = (row: Json[]) =>
    html`<tr>${row.map((cell, column) => {
      const sort = attributes({ 'data-sort': sortKey(cell), class: cell.type === 'raw_number' ? 'right' : null });
      return column === rowHeader
        ? html`<th scope="row"${sort}>${renderCell(cell, context)}</th>`
        : html`<td${sort}>${renderCell(cell, context)}</td>`;
    })}</tr>`;
  return html`<div class="data-table" data-page-size="${pageSize}"><div class="table-scroll" tabindex="0" role="region" aria-label="${String(block.caption ?? 'Table')}"><table>
<caption>${String(block.caption ?? '')}</caption>
<thead><tr>${head?.map((cell) => html`<th scope="col"><button type="button" class="sort" data-sort-column>${renderCell(cell, context)}<span class="sort-mark" aria-hidden="true"></span></button></th>`)}</tr></thead>
<tbody>${body.map(renderRow)}</tbody></table></div>
<div class="table-pages"><button type="button" class="btn btn-small" data-page="-1">Previous</button><span class="quiet" aria-live="polite"></span><button type="button" class="btn btn-small" data-page="1">Next</button></div></div>`;
}

function renderCell(cell: Json, context: RenderContext): Html {
  if (cell.type === 'rich_text') return renderRichText(cell as unknown as RichTextBlock, context);
  if (cell.type === 'raw_text' || cell.type === 'raw_number')
    return html`<span dir="auto">${String(cell.text ?? cell.value ?? '')}</span>`;
  return html`<span class="cannot-draw">This stand-in cannot draw a cell of type “${String(cell.type)}”.</span>`;
}

const sortKey = (cell: Json) =>
  cell.type === 'raw_number' ? String(cell.value) : cell.type === 'raw_text' ? String(cell.text) : null;
const rowsOf = (block: Block) => (Array.isArray(block.rows) ? block.rows : []) as Json[][];
