import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING } from '../../src/csat/subscription.ts';
import { transcriptPlaceValue } from '../../src/slack/carried.ts';
import { gapPlaceValue } from '../../src/slack/gap-place.ts';
import { ACTION, CALLBACK, SHORTCUT } from '../../src/slack/ids.ts';
import { openRoom, type Room } from '../../src/slack/room.ts';
import { ACTIONS, CLOSINGS, COMMANDS, EVENTS, SHORTCUTS, SUBMISSIONS } from '../../src/slack/routes.ts';
import { GAP_INPUT } from '../../src/slack/views/gap-form.ts';
import type { Delivered, Person } from '../../src/workspace/standin/stand-in.ts';
import type { View } from '../../src/workspace/standin/workspace.ts';
import { eventually } from '../support/eventually.ts';
import { wordsOf } from '../support/fits-slack.ts';
import { Away, questionsOf } from '../support/questions.ts';
import { eyesOf, onlyWorkspace } from '../support/room.ts';
import { conversation } from '../support/samples.ts';
import { clientOf, TOKENS, useStandIn, WORKSPACE } from '../support/stand-in.ts';

// Everything that the app answers to, while the database takes two seconds for each query or is away. A route that is not
// listed here fails the first test.

const QUERY_MS = 2_000;
/** Nobody presses all buttons in one instant: the limits are those of a person, not of a crowd (for that see bench/people.ts). */
const APART_MS = 50;
/** What is asked in several queries, one after another. */
const QUERIES: Partial<Record<string, number>> = {
  recordTriage: 8,
  acknowledgeAlert: 3,
  acknowledgeRollup: 3,
  recordSubscription: 3,
  previewDigest: 2,
  loadAlert: 2,
  reserveNextToTriage: 2,
  // A list with words, or with a filter that has to be looked for.
  listConversations: 2,
};
const channelId = 'C0SUPPORT';
const KEY = { assistant: 'shop', id: 'c-1' };

type Route = {
  /** What is before the person: nothing, or a message or a modal that holds what they use. */
  prepare?: (person: Acting) => Promise<void>;
  use: (person: Acting) => Promise<Delivered | null>;
  /** `nothing`: the person sees nothing of it. `without the database`: it answers as always. */
  shows?: 'nothing' | 'without the database';
};
type Acting = Person & { id: string; card: { channelId: string; ts: string } };

/** A button or a menu in a message. */
const inMessage = (actionId: string, value = '-', shows?: Route['shows']): Route => ({
  prepare: async (person) => {
    const posted = await clientOf(standIn()).chat.postMessage({
      ...{ channel: channelId, text: 'A message', blocks: [actions(actionId, value)] },
    });
    person.card = { channelId, ts: String(posted.ts) };
  },
  use: (person) => person.click(person.card, { actionId }),
  shows,
});

/** A button in a modal that is open, on top of another. */
const inModal = (actionId: string, modal: { callbackId: string; metadata: string }, value = '-'): Route => ({
  prepare: async ({ id }) => open(id, { ...modal, blocks: [actions(actionId, value)] }),
  use: (person) => person.click({ viewId: `V-${person.id}` }, { actionId }),
});

const actions = (actionId: string, value: string) => ({
  type: 'actions',
  elements: [{ type: 'button', action_id: actionId, value, text: { type: 'plain_text', text: 'Use' } }],
});

function open(userId: string, given: { callbackId: string; metadata: string; blocks: object[] }): void {
  const view: View = {
    ...{ id: `V-${userId}`, type: 'modal', userId, hash: '1.1', rootViewId: `V-${userId}`, previousViewId: null },
    ...{ externalId: '', callbackId: given.callbackId, privateMetadata: given.metadata },
    ...{
      title: null,
      submit: { type: 'plain_text', text: 'Save' },
      close: null,
      clearOnClose: false,
      notifyOnClose: true,
    },
    blocks: given.blocks as View['blocks'],
    ...{ errors: {}, values: {} },
  };
  standIn().workspace.modals.set(userId, [view]);
}

const command = (name: string, text = '', shows?: Route['shows']): Route => ({
  use: (person) => person.command(channelId, name, text),
  shows,
});

const transcript = {
  callbackId: CALLBACK.transcript,
  metadata: transcriptPlaceValue({ key: KEY, channelId, walk: null, list: null }),
};
const walk = {
  callbackId: CALLBACK.walk,
  metadata: transcriptPlaceValue({ key: KEY, channelId, walk: EVERYTHING, list: null }),
};
const rollup = { callbackId: CALLBACK.rollup, metadata: JSON.stringify({ rollupId: 1, channelId, page: 0 }) };
const gap = { callbackId: CALLBACK.gap, metadata: gapPlaceValue({ gapId: 1, channelId, page: 0, version: 1 }) };
const input = (id: string, element: object) => ({
  ...{ type: 'input', block_id: id, optional: true, label: { type: 'plain_text', text: id } },
  element: { ...element, action_id: id },
});
const options = [{ value: '2', text: { type: 'plain_text', text: 'Two' } }];
const submitted = (modal: { callbackId: string; metadata: string }, blocks: object[], values: object = {}): Route => ({
  prepare: async ({ id }) => open(id, { ...modal, blocks }),
  use: (person) => person.submit(`V-${person.id}`, values as never),
});
/** A modal that the app itself opened while the database was quick. */
const opened = (ask: (person: Acting) => Promise<unknown>): Pick<Route, 'prepare'> => ({
  prepare: async (person) => {
    await ask(person);
    await eventually(() => (modalOf(person.id)?.submit ?? null) !== null, true);
  },
});
const submittedAsOpened = (ask: (person: Acting) => Promise<unknown>, values: object = {}): Route => ({
  ...opened(ask),
  use: (person) => person.submit(String(modalOf(person.id)?.id), values as never),
});

const ROUTES: Record<string, Route> = {
  'command /downvotes': command('/downvotes', 'assistant:shop'),
  'command /upvotes': command('/upvotes'),
  'command /unrated': command('/unrated'),
  'command /csat': command('/csat'),
  'command /csat digest': command('/csat', 'digest'),
  'command /csat gaps': command('/csat', 'gaps'),
  'command /csat next': command('/csat', 'next'),
  'command /csat subscribe': command('/csat', 'subscribe'),
  'command /csat unsubscribe': command('/csat', 'unsubscribe'),
  'command /csat status': command('/csat', 'status'),
  'command /csat help': command('/csat', 'help', 'without the database'),
  [`action ${ACTION.acknowledge}`]: inMessage(ACTION.acknowledge, '7'),
  [`action ${ACTION.acknowledgeFor}`]: inMessage(ACTION.acknowledgeFor, '7:4h'),
  [`action ${ACTION.acknowledgeRollup}`]: inMessage(ACTION.acknowledgeRollup, '1'),
  [`action ${ACTION.showRollup}`]: inMessage(ACTION.showRollup, '1'),
  [`action ${ACTION.openAlertTranscript}`]: inMessage(ACTION.openAlertTranscript, '7'),
  [`action ${ACTION.openTranscript}`]: inMessage(ACTION.openTranscript, '["shop","c-1"]'),
  [`action ${ACTION.newerConversations}`]: inMessage(ACTION.newerConversations, '{"feedback":"downvote","filter":{}}'),
  [`action ${ACTION.olderConversations}`]: inMessage(ACTION.olderConversations, '{"feedback":"downvote","filter":{}}'),
  [`action ${ACTION.listDownvotesOfWeek}`]: inMessage(
    ACTION.listDownvotesOfWeek,
    '{"zone":"UTC","from":"2026-11-09","to":"2026-11-16"}',
  ),
  [`action ${ACTION.endSubscription}`]: inMessage(ACTION.endSubscription, channelId),
  [`action ${ACTION.openSettings}`]: inMessage(ACTION.openSettings, channelId),
  [`action ${ACTION.keepHeldMessage}`]: inMessage(ACTION.keepHeldMessage, '1'),
  [`action ${ACTION.postHeldMessageAgain}`]: inMessage(ACTION.postHeldMessageAgain, '1'),
  [`action ${ACTION.startWalk}`]: inMessage(ACTION.startWalk),
  [`action ${ACTION.openHelp}`]: inMessage(ACTION.openHelp, '-', 'without the database'),
  [`action ${ACTION.triageAlert}`]: inMessage(ACTION.triageAlert, '7'),
  [`action ${ACTION.triageConversation}`]: inMessage(ACTION.triageConversation, '["shop","c-1"]'),
  [`action ${ACTION.reminderPassed}`]: inMessage(ACTION.reminderPassed, '1'),
  [`action ${ACTION.reminderFailed}`]: inMessage(ACTION.reminderFailed, '1'),
  [`action ${ACTION.openGap}`]: inMessage(ACTION.openGap, '1'),
  [`action ${ACTION.openConversation}`]: inMessage(ACTION.openConversation, '-', 'nothing'),
  [`action ${ACTION.earlierTurns}`]: inModal(ACTION.earlierTurns, transcript, '0'),
  [`action ${ACTION.laterTurns}`]: inModal(ACTION.laterTurns, transcript, '1'),
  [`action ${ACTION.openTriageForm}`]: inModal(ACTION.openTriageForm, transcript),
  [`action ${ACTION.decideKnowledge}`]: inModal(ACTION.decideKnowledge, transcript, '0'),
  [`action ${ACTION.decideRule}`]: inModal(ACTION.decideRule, transcript, '0'),
  [`action ${ACTION.decideHandover}`]: inModal(ACTION.decideHandover, transcript, '0'),
  [`action ${ACTION.decideNotOurs}`]: inModal(ACTION.decideNotOurs, walk, '0'),
  [`action ${ACTION.decideCantTell}`]: inModal(ACTION.decideCantTell, transcript, '0'),
  [`action ${ACTION.markDone}`]: inModal(ACTION.markDone, transcript, '1'),
  [`action ${ACTION.retestPassed}`]: inModal(ACTION.retestPassed, transcript, '1'),
  [`action ${ACTION.retestFailed}`]: inModal(ACTION.retestFailed, transcript, '1'),
  [`action ${ACTION.nextToTriage}`]: inModal(ACTION.nextToTriage, walk),
  [`action ${ACTION.newerRollupRows}`]: inModal(ACTION.newerRollupRows, rollup, '0'),
  [`action ${ACTION.olderRollupRows}`]: inModal(ACTION.olderRollupRows, rollup, '1'),
  [`action ${ACTION.acknowledgeInRollup}`]: inModal(ACTION.acknowledgeInRollup, rollup, '7'),
  [`action ${ACTION.openRollupTranscript}`]: inModal(ACTION.openRollupTranscript, rollup, '7'),
  [`action ${ACTION.chooseLimit}`]: {
    ...opened((person) => person.command(channelId, '/csat', 'subscribe')),
    use: (person) =>
      person.click({ viewId: String(modalOf(person.id)?.id) }, { actionId: ACTION.chooseLimit, value: '240' }),
  },
  [`action ${ACTION.sendTrial}`]: inMessage(ACTION.sendTrial),
  [`action ${ACTION.newerGapRows}`]: inModal(ACTION.newerGapRows, gap, '0'),
  [`action ${ACTION.olderGapRows}`]: inModal(ACTION.olderGapRows, gap, '1'),
  [`action ${ACTION.openGapTranscript}`]: inModal(ACTION.openGapTranscript, gap, '["shop","c-1"]'),
  [`action ${ACTION.splitGap}`]: inModal(ACTION.splitGap, gap, '["shop","c-1"]'),
  [`action ${ACTION.undoSplit}`]: inModal(ACTION.undoSplit, gap, '2'),
  [`action ${ACTION.workOnGap}`]: inModal(ACTION.workOnGap, gap),
  [`action ${ACTION.markGapDone}`]: inModal(ACTION.markGapDone, gap),
  [`action ${ACTION.reopenGap}`]: inModal(ACTION.reopenGap, gap),
  [`action ${ACTION.gapMenu}`]: inModal(ACTION.gapMenu, gap, 'dismiss'),
  [`submission ${CALLBACK.triageForm}`]: submittedAsOpened(
    async (person) => {
      const { prepare, use } = inMessage(ACTION.triageConversation, '["shop","c-1"]');
      await prepare?.(person);
      await use(person);
    },
    { outcome: { outcome: { selected_option: { value: 'rule' } } } },
  ),
  [`submission ${CALLBACK.subscription}`]: submittedAsOpened((person) =>
    person.command(channelId, '/csat', 'subscribe'),
  ),
  [`submission ${CALLBACK.gapForm}`]: submitted({ ...gap, callbackId: CALLBACK.gapForm }, [
    input(GAP_INPUT.name, { type: 'plain_text_input' }),
    input(GAP_INPUT.note, { type: 'plain_text_input' }),
    input(GAP_INPUT.link, { type: 'plain_text_input' }),
    input(GAP_INPUT.outcome, { type: 'static_select', options }),
    input(GAP_INPUT.owner, { type: 'users_select' }),
  ]),
  [`submission ${CALLBACK.gapMerge}`]: submitted(
    { ...gap, callbackId: CALLBACK.gapMerge },
    [input(GAP_INPUT.into, { type: 'static_select', options })],
    { [GAP_INPUT.into]: { [GAP_INPUT.into]: { selected_option: { value: '2' } } } },
  ),
  [`closing ${CALLBACK.walk}`]: {
    prepare: async ({ id }) => open(id, { ...walk, blocks: [] }),
    use: (person) => person.closeView(`V-${person.id}`),
    shows: 'nothing',
  },
  [`shortcut ${SHORTCUT.triage}`]: {
    prepare: inMessage(ACTION.acknowledge, '7').prepare,
    use: (person) => person.shortcut(channelId, person.card.ts, SHORTCUT.triage),
  },
  'event app_home_opened': { use: (person) => person.openHome() },
  // Slack's own news: nobody waits for an answer, and what fails is tried again by the next of them or by the clock.
  ...Object.fromEntries(
    [
      'link_shared',
      'app_uninstalled',
      'tokens_revoked',
      'channel_unarchive',
      'group_unarchive',
      'member_joined_channel',
    ].map((type): [string, Route] => [`event ${type}`, { use: async () => null, shows: 'nothing' }]),
  ),
};

const names = Object.keys(ROUTES);
const userOf = (name: string) => `U0P${String(names.indexOf(name)).padStart(3, '0')}`;
const standIn = useStandIn({
  users: [...WORKSPACE.users, ...names.map((name) => ({ id: userOf(name), name: `Person of ${name}`, zone: 'UTC' }))],
  channels: [{ id: channelId, name: 'support', members: ['U0BOT', ...names.map(userOf)] }],
});
const modalOf = (userId: string) => standIn().workspace.modals.get(userId)?.at(-1);

let database: 'quick' | 'slow' | 'away' = 'quick';
let room: Room;
beforeAll(async () => {
  const triage = {
    ...{ outcome: 'rule' as const, owner: null, note: null, link: null, decidedBy: 'U0ANA', decidedAt: new Date() },
    ...{ doneBy: null, doneAt: null, retest: null, retestedBy: null, retestedAt: null, version: 1 },
  };
  const known = questionsOf({
    findAlertAt: async () => ({ alertId: 7 }),
    recordTriage: async () => ({ recorded: true, triage }),
    reserveNextToTriage: async () => KEY,
    findRetestReminder: async () => ({ key: KEY, doneAt: new Date(), conversation: conversation({ triage }) }),
  });
  const log = pino({ level: 'silent' });
  room = await openRoom({
    workspaces: onlyWorkspace(TOKENS.botToken),
    connection: { appToken: TOKENS.appToken },
    apiUrl: standIn().apiUrl,
    questionsOf: () => asked(known),
    clock: { now: () => new Date('2026-11-22T18:00:00Z') },
    log,
  });
});
afterAll(() => room.stop());

/** The questions, at the pace of the database. */
function asked<T extends object>(questions: T): T {
  return new Proxy(questions, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name === 'isDatabaseAway') return value;
      if (typeof value === 'object' && value !== null) return asked(value);
      return async (...args: never[]) => {
        if (database === 'away') throw new Away('away');
        if (database === 'slow') await sleep(QUERY_MS * (QUERIES[String(name)] ?? 1));
        return (value as (...args: never[]) => unknown)(...args);
      };
    },
  });
}

/** Everything that a person has before them. */
const seen = (userId: string) => {
  const eyes = eyesOf(standIn, userId);
  return [eyes.answers(), modalOf(userId) ?? [], eyes.home() ?? []].flat().map(wordsOf).join(' ');
};

async function acting(name: string): Promise<Acting> {
  const id = userOf(name);
  standIn().workspace.modals.delete(id);
  for (const [key, one] of standIn().workspace.ephemerals)
    if (one.userId === id) standIn().workspace.ephemerals.delete(key);
  const person: Acting = { ...standIn().as(id), id, card: { channelId, ts: '' } };
  await ROUTES[name]?.prepare?.(person);
  return person;
}

/** Far longer than the second after which it is said: the machine may be busy. */
const SAID_WITHIN_MS = 8_000;
const WAITING = /Loading|Looking it up|Looking up|Saving …|One moment|takes a moment/;

/** Whether the person read that what they asked for takes time, before it came. */
async function saysThatItTakesTime(userId: string): Promise<boolean> {
  if (database !== 'slow') return false;
  for (const until = performance.now() + SAID_WITHIN_MS; performance.now() < until; await sleep(50)) {
    if (WAITING.test(onTop(userId))) return true;
  }
  return false;
}

/** Uses everything at once, each by a person of their own. */
async function useAll(pace: typeof database) {
  database = 'quick';
  const people = await Promise.all(names.map(acting));
  database = pace;
  return Promise.all(
    people.map(async (person, index) => {
      const name = names[index] ?? '';
      await sleep(index * APART_MS);
      const delivered = await ROUTES[name]?.use(person);
      return { name, person, delivered: delivered ?? null, saidSo: await saysThatItTakesTime(person.id) };
    }),
  );
}

test('every route is used here', () => {
  const routes = [
    ...Object.keys(COMMANDS).map((name) => `command ${name}`),
    ...Object.keys(ACTIONS).map((name) => `action ${name}`),
    ...Object.keys(SUBMISSIONS).map((name) => `submission ${name}`),
    ...Object.keys(CLOSINGS).map((name) => `closing ${name}`),
    ...Object.keys(SHORTCUTS).map((name) => `shortcut ${name}`),
    ...Object.keys(EVENTS).map((name) => `event ${name}`),
  ];
  expect(routes.filter((name) => !names.includes(name))).toEqual([]);
});

describe('with a database', () => {
  test('that is away, every answer comes in time and says so', async () => {
    const used = await useAll('away');
    expect(used.filter(({ delivered }) => delivered !== null && delivered.problem !== null)).toEqual([]);
    const saying = used.filter(({ name }) => ROUTES[name]?.shows === undefined);
    await eventually(
      () =>
        saying.filter(({ person }) => !seen(person.id).includes('database cannot be reached')).map(({ name }) => name),
      [],
    );
  });

  test('that takes two seconds for each query, every answer comes within three, and what was asked for follows', async () => {
    const used = await useAll('slow');
    expect(used.filter(({ delivered }) => delivered !== null && delivered.problem !== null)).toEqual([]);
    const silent = used.filter(({ name, saidSo }) => ROUTES[name]?.shows === undefined && !saidSo);
    expect(silent.map(({ name }) => name)).toEqual([]);
    await eventually(
      () => used.filter(({ person }) => WAITING.test(onTop(person.id))).map(({ name }) => name),
      [],
      40_000,
    );
    expect(
      used.filter(({ person }) => /went wrong|cannot be reached/.test(seen(person.id))).map(({ name }) => name),
    ).toEqual([]);
  }, 60_000);
});

/** What is on top: the newest answer, the modal, the Home tab. */
function onTop(userId: string): string {
  const eyes = eyesOf(standIn, userId);
  return [eyes.lastAnswer(), eyes.modal() ?? { blocks: [] }, eyes.home() ?? { blocks: [] }].map(wordsOf).join(' ');
}
