import { z } from 'zod';
import { anyText, id, webUrl, written } from './text.ts';

const flag = z.boolean().optional();
const style = z.strictObject({ bold: flag, italic: flag, strike: flag, underline: flag, code: flag }).optional();

const textLeaf = z.strictObject({ type: z.literal('text'), text: anyText, style });
const linkLeaf = z.strictObject({
  type: z.literal('link'),
  url: webUrl(),
  text: anyText.optional(),
  unsafe: flag,
  style,
});

const leaf = z.discriminatedUnion('type', [
  textLeaf,
  linkLeaf,
  z.strictObject({ type: z.literal('user'), user_id: written(255), style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: written(255), style }),
  z.strictObject({ type: z.literal('channel'), channel_id: written(255), style }),
  z.strictObject({ type: z.literal('team'), team_id: written(255), style }),
  z.strictObject({
    type: z.literal('emoji'),
    name: written(255),
    unicode: z.string().optional(),
    url: webUrl().optional(),
    style,
  }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']), style }),
  z.strictObject({
    type: z.literal('color'),
    value: z.string().regex(/^#[0-9a-fA-F]{6}$/, 'must be a hex color'),
    style,
  }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int(),
    format: anyText,
    url: webUrl().optional(),
    fallback: anyText.optional(),
    style,
  }),
]);

const border = z.union([z.literal(0), z.literal(1)]).optional();
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(leaf) });

export const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: id.optional(),
  elements: z
    .array(
      z.discriminatedUnion('type', [
        section,
        z.strictObject({
          type: z.literal('rich_text_list'),
          style: z.enum(['bullet', 'ordered']),
          indent: z.int().min(0).max(8).optional(),
          offset: z.int().min(0).optional(),
          border,
          elements: z.array(section).min(1),
        }),
        z.strictObject({ type: z.literal('rich_text_quote'), border, elements: z.array(leaf) }),
        z.strictObject({
          type: z.literal('rich_text_preformatted'),
          border,
          elements: z.array(z.discriminatedUnion('type', [textLeaf, linkLeaf])),
        }),
      ]),
    )
    .min(1),
});
