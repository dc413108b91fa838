import { z } from 'zod';
import { placedElements } from '../block-elements.ts';
import type { Json } from '../workspace.ts';
import { failed, type Problem, problemsOf } from './problem.ts';
import { homeBlock, modalBlock } from './surfaces.ts';
import { id, plainText, written } from './text.ts';
import { allBlocks, repeatedIds, sharedLimits } from './whole-payload.ts';

const shared = {
  private_metadata: written(3000, 0).optional(),
  callback_id: written(255, 0).optional(),
  external_id: id.optional(),
};

const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    blocks: z.array(modalBlock).min(1).max(100),
    ...shared,
  })
  .superRefine((view, context) => {
    if (view.submit !== undefined || !view.blocks.some((block) => block.type === 'input')) return;
    context.addIssue({ code: 'custom', path: [], message: 'missing required field: submit (there is an input block)' });
  });

const home = z.strictObject({ type: z.literal('home'), blocks: z.array(homeBlock).min(1).max(100), ...shared });

const viewSchema = z.discriminatedUnion('type', [modal, home]);

const MOST_BYTES = 250_000;

/** Tells what Slack would refuse of a modal or a Home tab; pointers begin at the view. Empty: nothing. */
export function checkView(view: object): Problem[] {
  const sent = JSON.parse(JSON.stringify(view)) as Json;
  const problems = problemsOf(viewSchema, sent);
  if (problems.length > 0) return problems;
  const blocks = sent.blocks as Json[];
  const size = Buffer.byteLength(JSON.stringify(sent));
  return [
    ...repeatedIds(blocks),
    ...sharedLimits(blocks),
    ...focusedTwice(blocks),
    ...(sent.type === 'home' ? misplacedInHome(blocks) : []),
    ...(size > MOST_BYTES ? [failed([], `view_too_large: must be less than ${MOST_BYTES} bytes`)] : []),
  ];
}

function focusedTwice(blocks: Json[]): Problem[] {
  const focused = placedElements(blocks).filter(({ element }) => element.focus_on_load === true);
  return focused.length > 1 ? [failed(['blocks'], 'only one element may have focus_on_load')] : [];
}

/** A response URL and the upload of files are for modals alone. */
function misplacedInHome(blocks: Json[]): Problem[] {
  return allBlocks(blocks)
    .filter(({ block }) =>
      placedElements([block]).some(
        ({ element }) => element.type === 'file_input' || element.response_url_enabled === true,
      ),
    )
    .map(({ path }) => failed(path, 'is allowed in modals only'));
}
