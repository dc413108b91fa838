import type { Context } from '../context.ts';
import type { Delivered, EnteredValues } from '../stand-in.ts';
import { SlackRefusal } from '../web-api/method.ts';
import { changeView, closeFrom, pushView, readView, viewJson } from '../web-api/views.ts';
import type { Json, View, WorkspaceUser } from '../workspace.ts';
import { userView } from './click.ts';
import { inputValues, missingInputs } from './input-state.ts';
import { interaction } from './payloads.ts';
import { newTrigger } from './triggers.ts';

/** Submits a modal. What the client itself refuses (a required input left empty) does not reach the app. */
export async function submit(
  context: Context,
  user: WorkspaceUser,
  viewId: string,
  entered: EnteredValues,
): Promise<Delivered> {
  const view = userView(context, user, viewId);
  for (const [blockId, byAction] of Object.entries(entered)) {
    view.values[blockId] = { ...view.values[blockId], ...byAction };
  }
  view.errors = missingInputs(view.blocks, inputValues(view.blocks, view.values));
  if (Object.keys(view.errors).length > 0) {
    context.workspace.changed({ kind: 'modal', userId: user.id });
    return { ackMs: null, status: 0, body: null, problem: 'Not sent: a required input is empty or too long.' };
  }
  const delivered = await context.app.send('interactive', {
    ...interaction(context, 'view_submission', user),
    trigger_id: newTrigger(context, user.id, view.id),
    view: viewJson(context, view),
    response_urls: [],
  });
  if (delivered.problem) return delivered;
  return { ...delivered, problem: respond(context, view, delivered.body) };
}

/** Does what the acknowledgement says: closes by default. Returns what Slack cannot make sense of. */
function respond(context: Context, view: View, body: unknown): string | null {
  const answer = (body ?? {}) as Json;
  try {
    switch (answer.response_action) {
      case undefined:
        closeFrom(context, view);
        return null;
      case 'clear':
        context.workspace.modals.delete(view.userId);
        context.workspace.changed({ kind: 'modal', userId: view.userId });
        return null;
      case 'update':
        changeView(context, view, readView(context, answer.view, 'modal'));
        return null;
      case 'push':
        pushView(context, view.userId, readView(context, answer.view, 'modal'));
        return null;
      case 'errors':
        return showErrors(context, view, answer.errors);
      default:
        return `Slack knows no response_action "${answer.response_action}".`;
    }
  } catch (error) {
    if (error instanceof SlackRefusal) return JSON.stringify(error.answer);
    throw error;
  }
}

function showErrors(context: Context, view: View, errors: unknown): string | null {
  const given = Object.entries((errors ?? {}) as Record<string, string>);
  const inputs = new Set(view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id));
  const stray = given.find(([blockId]) => !inputs.has(blockId));
  if (given.length === 0) return 'The response_action "errors" names no block.';
  if (stray) return `The response_action "errors" names "${stray[0]}", which is no input block of the view.`;
  view.errors = Object.fromEntries(given);
  context.workspace.changed({ kind: 'modal', userId: view.userId });
  return null;
}

/** Closes a modal; the app hears of it only if the view asked for that. */
export async function closeView(context: Context, user: WorkspaceUser, viewId: string): Promise<Delivered | null> {
  const view = userView(context, user, viewId);
  const json = viewJson(context, view);
  if (view.clearOnClose) context.workspace.modals.delete(user.id);
  closeFrom(context, view);
  if (!view.notifyOnClose) return null;
  const payload = { ...interaction(context, 'view_closed', user), view: json, is_cleared: view.clearOnClose };
  return context.app.send('interactive', payload);
}
