import { z } from 'zod';
import { richText } from './rich-text.ts';
import { anyText, id } from './text.ts';

const rawText = z.strictObject({ type: z.literal('raw_text'), text: anyText });
const rawNumber = z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: anyText });
const cell = z.discriminatedUnion('type', [rawText, rawNumber, richText]);
const row = z.array(cell).min(1).max(20);
const block_id = id.optional();

export const table = z.strictObject({
  type: z.literal('table'),
  block_id,
  rows: z.array(row).min(1).max(100),
  column_settings: z
    .array(
      z
        .strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() })
        .nullable(),
    )
    .max(20)
    .optional(),
});

/** The first row is the header. */
export const dataTable = z
  .strictObject({
    type: z.literal('data_table'),
    block_id,
    caption: anyText,
    rows: z.array(row).min(2).max(101),
    page_size: z.int().min(1).max(100).optional(),
    row_header_column_index: z.int().min(0).optional(),
  })
  .superRefine(({ rows, row_header_column_index = 0 }, context) => {
    const [header = []] = rows;
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    rows.forEach((cells, index) => {
      if (cells.length !== header.length) issue(['rows', index], `must have ${header.length} cells like the header`);
    });
    header.forEach((cell, index) => {
      if (cell.type === 'rich_text') issue(['rows', 0, index], 'a header cell must not be rich_text');
    });
    if (row_header_column_index >= header.length) issue(['row_header_column_index'], 'must be one of the columns');
  });
