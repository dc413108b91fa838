import type { ModalView } from '@slack/types';
import { z } from 'zod';

/** A modal as the person has it before them: what stands in its inputs stays there as long as an update brings the same blocks. */
export type ShownView = { id: string; hash: string; view: ModalView };

const bodySchema = z.object({
  view: z.object({
    type: z.literal('modal'),
    id: z.string(),
    hash: z.string(),
    callback_id: z.string().default(''),
    private_metadata: z.string().default(''),
    title: z.looseObject({ type: z.literal('plain_text'), text: z.string() }),
    submit: z.looseObject({ type: z.literal('plain_text'), text: z.string() }).nullish(),
    close: z.looseObject({ type: z.literal('plain_text'), text: z.string() }).nullish(),
    clear_on_close: z.boolean().default(false),
    notify_on_close: z.boolean().default(false),
    blocks: z.array(z.looseObject({ type: z.string() })),
  }),
});

/** The modal that was clicked or submitted, as the app may send it again; null: it was none. */
export function parseShownView(body: unknown): ShownView | null {
  const read = bodySchema.safeParse(body);
  if (!read.success) return null;
  const { id, hash, submit, close, blocks, ...rest } = read.data.view;
  const view = { ...rest, ...(submit && { submit }), ...(close && { close }), blocks: blocks as ModalView['blocks'] };
  return { id, hash, view };
}
