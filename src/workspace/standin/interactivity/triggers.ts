import type { Context } from '../context.ts';
import { SlackRefusal } from '../web-api/method.ts';
import type { Trigger } from '../workspace.ts';

const TRIGGER_LIFE_MS = 3_000;

/** Gives out the right to open one modal. `viewId` is the modal that it came from, which only `views.push` asks for. */
export function newTrigger(context: Context, userId: string, viewId: string | null): string {
  const { workspace } = context;
  const now = workspace.clock.now();
  const id = `${now.getTime()}.${workspace.nextNumber()}.${workspace.nextNumber().toString(16).padStart(32, '0')}`;
  const expiresAt = new Date(now.getTime() + TRIGGER_LIFE_MS);
  workspace.triggers.set(id, { id, userId, viewId, usedAt: null, expiresAt });
  return id;
}

/** @throws SlackRefusal expired_trigger_id, exchanged_trigger_id, invalid_trigger_id */
export function useTrigger(context: Context, id: string): Trigger {
  const trigger = context.workspace.triggers.get(id);
  if (!trigger) throw new SlackRefusal('invalid_trigger_id');
  if (trigger.usedAt) throw new SlackRefusal('exchanged_trigger_id');
  if (trigger.expiresAt < context.workspace.clock.now()) throw new SlackRefusal('expired_trigger_id');
  trigger.usedAt = context.workspace.clock.now();
  return trigger;
}
