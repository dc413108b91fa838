import { withIds } from '../block-elements.ts';
import type { Context } from '../context.ts';
import { inputValues } from '../interactivity/input-state.ts';
import { useTrigger } from '../interactivity/triggers.ts';
import { inSlackWords } from '../limits/problem.ts';
import { checkView } from '../limits/view.ts';
import { type Json, newId, type View } from '../workspace.ts';
import { findUser, invalidArguments, isObject, type Method, requiredText, SlackRefusal, text } from './method.ts';
import { checkFiles } from './posting.ts';

/** One root and two pushed on top of it. */
const MOST_OPEN_VIEWS = 3;

export const views: Record<string, Method> = {
  'views.open': {
    scopes: [],
    tier: 4,
    run(context, args) {
      const given = readView(context, args.view, 'modal');
      const trigger = useTrigger(context, requiredTrigger(args));
      const view = newView(context, trigger.userId, given, null);
      context.workspace.modals.set(trigger.userId, [view]);
      context.workspace.changed({ kind: 'modal', userId: trigger.userId });
      return { view: viewJson(context, view) };
    },
  },
  'views.push': {
    scopes: [],
    tier: 4,
    run(context, args) {
      const given = readView(context, args.view, 'modal');
      const trigger = useTrigger(context, requiredTrigger(args));
      return { view: viewJson(context, pushView(context, trigger.userId, given)) };
    },
  },
  'views.update': {
    scopes: [],
    tier: 4,
    run(context, args) {
      const view = findView(context, text(args, 'view_id'), text(args, 'external_id'));
      checkHash(view, text(args, 'hash'));
      changeView(context, view, readView(context, args.view, view.type));
      return { view: viewJson(context, view) };
    },
  },
  'views.publish': {
    scopes: [],
    tier: 4,
    run(context, args) {
      const user = findUser(context, requiredText(args, 'user_id'));
      const given = readView(context, args.view, 'home');
      const published = context.workspace.homes.get(user.id);
      if (published) {
        checkHash(published, text(args, 'hash'));
        changeView(context, published, given);
        return { view: viewJson(context, published) };
      }
      const view = newView(context, user.id, given, null);
      context.workspace.homes.set(user.id, view);
      context.workspace.changed({ kind: 'home', userId: user.id });
      return { view: viewJson(context, view) };
    },
  },
};

function requiredTrigger(args: Json): string {
  const trigger = text(args, 'trigger_id');
  if (trigger === null) throw invalidArguments('missing required field: trigger_id');
  return trigger;
}

/** @throws SlackRefusal invalid_arguments with pointers into `/view`, as views.open answers. */
export function readView(context: Context, given: unknown, type: View['type']): Json {
  if (!isObject(given)) throw invalidArguments('missing required field: view');
  const problems = checkView(given);
  if (given.type !== type) {
    throw invalidArguments(`must be of type ${type} here [json-pointer:/view/type]`);
  }
  if (problems.length > 0) {
    throw invalidArguments(...inSlackWords(problems.map((one) => ({ ...one, pointer: `/view${one.pointer}` }))));
  }
  checkFiles(context, given.blocks as Json[], '/view/blocks');
  return given;
}

function openViews(context: Context): View[] {
  return [...context.workspace.modals.values()].flat();
}

export function findView(context: Context, viewId: string | null, externalId: string | null): View {
  const all = [...openViews(context), ...context.workspace.homes.values()];
  const view = all.find((one) => one.id === viewId || (externalId !== null && one.externalId === externalId));
  if (!view) throw new SlackRefusal('not_found');
  return view;
}

function checkHash(view: View, hash: string | null): void {
  if (hash !== null && hash !== view.hash) throw new SlackRefusal('hash_conflict');
}

function newHash(context: Context): string {
  const seconds = Math.floor(context.workspace.clock.now().getTime() / 1000);
  return `${seconds}.${context.workspace.nextNumber().toString(36).padStart(8, '0')}`;
}

/** What the app may set of a view, as Slack keeps it. */
function content(context: Context, given: Json) {
  return {
    externalId: String(given.external_id ?? ''),
    callbackId: String(given.callback_id ?? ''),
    privateMetadata: String(given.private_metadata ?? ''),
    title: (given.title ?? null) as Json | null,
    submit: (given.submit ?? null) as Json | null,
    close: (given.close ?? null) as Json | null,
    clearOnClose: given.clear_on_close === true,
    notifyOnClose: given.notify_on_close === true,
    blocks: withIds(given.blocks as Json[], () => context.workspace.nextNumber().toString(36).padStart(5, '0')),
  };
}

function newView(context: Context, userId: string, given: Json, previous: View | null): View {
  const id = newId(context.workspace, 'V');
  refuseTakenExternalId(context, given, null);
  return {
    id,
    type: given.type as View['type'],
    userId,
    hash: newHash(context),
    rootViewId: previous?.rootViewId ?? id,
    previousViewId: previous?.id ?? null,
    ...content(context, given),
    errors: {},
    values: {},
  };
}

function refuseTakenExternalId(context: Context, given: Json, self: View | null): void {
  const externalId = given.external_id;
  const taken = openViews(context).some((view) => view !== self && view.externalId === externalId);
  if (externalId && taken) throw new SlackRefusal('duplicate_external_id');
}

export function pushView(context: Context, userId: string, given: Json): View {
  const stack = context.workspace.modals.get(userId) ?? [];
  const top = stack.at(-1);
  if (!top) throw new SlackRefusal('not_found');
  if (stack.length >= MOST_OPEN_VIEWS) throw new SlackRefusal('push_limit_reached');
  const view = newView(context, userId, given, top);
  stack.push(view);
  context.workspace.changed({ kind: 'modal', userId });
  return view;
}

export function changeView(context: Context, view: View, given: Json): void {
  refuseTakenExternalId(context, given, view);
  Object.assign(view, content(context, given), { hash: newHash(context), errors: {} });
  // What was entered belongs to its block: one that goes takes it along, and comes back empty.
  const there = new Set(view.blocks.map(({ block_id }) => block_id));
  view.values = Object.fromEntries(Object.entries(view.values).filter(([blockId]) => there.has(blockId)));
  context.workspace.changed({ kind: view.type, userId: view.userId });
}

/** Takes the view and all that were pushed onto it away. */
export function closeFrom(context: Context, view: View): void {
  const stack = context.workspace.modals.get(view.userId) ?? [];
  const at = stack.indexOf(view);
  if (at >= 0) stack.splice(at);
  context.workspace.changed({ kind: 'modal', userId: view.userId });
}

export function viewJson(context: Context, view: View): Json {
  const { team, bot } = context.workspace;
  return {
    id: view.id,
    team_id: team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values: inputValues(view.blocks, view.values) },
    hash: view.hash,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    close: view.close,
    submit: view.submit,
    previous_view_id: view.previousViewId,
    root_view_id: view.rootViewId,
    app_id: bot.appId,
    external_id: view.externalId,
    app_installed_team_id: team.id,
    bot_id: bot.botId,
  };
}
