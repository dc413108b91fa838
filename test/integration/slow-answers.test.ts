import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Triage } from '../../src/csat/triage.ts';
import { ACTION } from '../../src/slack/ids.ts';
import type { Questions } from '../../src/slack/questions.ts';
import { openRoom, type Room } from '../../src/slack/room.ts';
import { eventually } from '../support/eventually.ts';
import { wordsOf } from '../support/fits-slack.ts';
import { Away, questionsOf } from '../support/questions.ts';
import { eyesOf, onlyWorkspace } from '../support/room.ts';
import { clientOf, TOKENS, useStandIn } from '../support/stand-in.ts';

// What a person has before them while the database takes its time over one question, and after it.

const standIn = useStandIn();
const ana = () => standIn().as('U0ANA');
const sees = eyesOf(standIn, 'U0ANA');
const says = () => wordsOf(sees.modal() ?? { blocks: [] });
const STANDING: Triage = {
  ...{ outcome: 'rule', owner: null, note: null, link: null, decidedBy: 'U0BEN', decidedAt: new Date() },
  ...{ doneBy: null, doneAt: null, retest: null, retestedBy: null, retestedAt: null, version: 1 },
};
let questions: Questions = questionsOf();
let room: Room;
beforeAll(async () => {
  room = await openRoom({
    workspaces: onlyWorkspace(TOKENS.botToken),
    connection: { appToken: TOKENS.appToken },
    apiUrl: standIn().apiUrl,
    questionsOf: () => new Proxy({} as Questions, { get: (_, name: keyof Questions) => questions[name] }),
    clock: { now: () => new Date('2026-11-22T18:00:00Z') },
    log: pino({ level: 'silent' }),
  });
});
afterAll(() => room.stop());
beforeEach(() => {
  standIn().workspace.modals.delete('U0ANA');
});

/** An answer of the database that comes when the test says so. */
function held<T>() {
  let [answer, fail]: [(value: T) => void, (error: Error) => void] = [() => {}, () => {}];
  const question = new Promise<T>((resolve, reject) => {
    [answer, fail] = [resolve, reject];
  });
  return { question, answer, fail };
}

const VALUE = '["shop","c-101",{"feedback":"downvote","filter":{}}]';
async function openFromList(actionId: string, words: string): Promise<string> {
  await ana().command('C0SUPPORT', '/downvotes', '');
  await eventually(() => wordsOf(sees.lastAnswer()).includes('25 conversations'), true);
  const list = sees.answers().at(-1);
  await ana().click({ ephemeralId: String(list?.id) }, { actionId, value: VALUE });
  await eventually(() => says().includes(words), true);
  return String(sees.modal()?.id);
}
type Recorded = Awaited<ReturnType<Questions['recordTriage']>>;
const TYPED = {
  outcome: { outcome: { selected_option: { value: 'knowledge' } } },
  note: { note: { value: 'the returns page' } },
};
const typedNote = () => sees.modal()?.values.note?.note;

async function saveSlowly() {
  const { question, answer, fail } = held<Recorded>();
  let lists = 0;
  const house = questionsOf();
  questions = {
    ...house,
    recordTriage: () => question,
    listConversations: (query) => {
      lists += 1;
      return house.listConversations(query);
    },
  };
  const id = await openFromList(ACTION.triageConversation, 'What should happen?');
  expect(await ana().submit(id, TYPED)).toMatchObject({ problem: null });
  expect(says()).toContain('Saving …');
  expect(typedNote()).toEqual({ value: 'the returns page' });
  return { id, answer, fail, lists: () => lists };
}

test('who saves slowly and was overtaken still has what they typed', async () => {
  const { answer } = await saveSlowly();
  answer({ recorded: false, triage: STANDING });
  await eventually(() => says().includes('Nothing was saved. U0BEN was faster'), true);
  expect(says()).not.toContain('Saving …');
  expect(typedNote()).toEqual({ value: 'the returns page' });
});

test('a slow save that fails says why, and what was typed is still there', async () => {
  const { fail } = await saveSlowly();
  fail(new Away('away'));
  await eventually(() => says().includes('database cannot be reached'), true);
  expect(typedNote()).toEqual({ value: 'the returns page' });
});

test('a quick failure keeps it as well', async () => {
  questions = questionsOf({
    recordTriage: async () => {
      throw new Away('away');
    },
  });
  await ana().submit(await openFromList(ACTION.triageConversation, 'What should happen?'), TYPED);
  expect(says()).toContain('database cannot be reached');
  expect(typedNote()).toEqual({ value: 'the returns page' });
});

test('who closes the window while it is saved has the list brought up to date all the same', async () => {
  const { id, answer, lists } = await saveSlowly();
  await ana().closeView(id);
  const before = lists();
  answer({ recorded: true, triage: STANDING });
  await eventually(lists, before + 1);
});

test('a slow decision says so in the transcript, then shows what was saved', async () => {
  const { question, answer } = held<Recorded>();
  questions = questionsOf({ recordTriage: () => question });
  const viewId = await openFromList(ACTION.openTranscript, 'Turn number 0');
  await ana().click({ viewId }, { actionId: ACTION.decideRule });
  await eventually(says, 'One moment …');
  answer({ recorded: true, triage: STANDING });
  await eventually(() => says().includes('Saved: Write a rule'), true);
});

test('a slow decision that fails leaves the transcript as it was, and says why', async () => {
  const { question, fail } = held<Recorded>();
  questions = questionsOf({ recordTriage: () => question });
  const viewId = await openFromList(ACTION.openTranscript, 'Turn number 0');
  await ana().click({ viewId }, { actionId: ACTION.decideRule });
  await eventually(says, 'One moment …');
  fail(new Away('away'));
  await eventually(() => says().includes('database cannot be reached'), true);
  await eventually(
    () => wordsOf(standIn().workspace.modals.get('U0ANA')?.[0] ?? { blocks: [] }).includes('Turn number 0'),
    true,
  );
});

test('a slow page of a list is announced, comes in place, and the announcement is closed', async () => {
  const { question, answer } = held<number>();
  questions = questionsOf();
  await ana().command('C0SUPPORT', '/downvotes', '');
  await eventually(() => wordsOf(sees.lastAnswer()).includes('25 conversations'), true);
  const list = sees.answers().at(-1);
  questions = questionsOf({ countConversations: () => question });
  await ana().click({ ephemeralId: String(list?.id) }, { actionId: ACTION.olderConversations });
  await eventually(() => wordsOf(sees.lastAnswer()).includes('takes a moment longer'), true);
  answer(25);
  await eventually(() => wordsOf(sees.lastAnswer()), 'Done.');
  expect(wordsOf(standIn().workspace.ephemerals.get(String(list?.id)) ?? { blocks: [] })).toContain('Question 110');
});

test('a command whose modal opens late does not leave its announcement without an end', async () => {
  questions = questionsOf();
  standIn().faults.script('views.open', [{ do: 'answer-late', afterMs: 1_500 }]);
  await ana().command('C0SUPPORT', '/csat', 'next');
  await eventually(() => wordsOf(sees.lastAnswer()).includes('Looking it up'), true);
  await eventually(() => says().includes('Nothing is left to triage'), true);
  await eventually(() => wordsOf(sees.lastAnswer()), 'Done.');
});

test('who clicks many times at once is looked up once, and who is not known while Slack is busy is told when to try again', async () => {
  questions = questionsOf();
  const lookups = () =>
    standIn().calls.filter(({ method, args }) => method === 'users.info' && args.user === 'U0BEN').length;
  const press = () => standIn().as('U0BEN').command('C0SUPPORT', '/csat', 'help');
  standIn().faults.script('users.info', [{ do: 'refuse-then-429', retryAfterSeconds: 30 }]);
  await press();
  const seen = eyesOf(standIn, 'U0BEN');
  await eventually(() => wordsOf(seen.lastAnswer()).includes('Slack is busy'), true);
  expect(wordsOf(seen.lastAnswer())).toContain('Try again in 30 seconds.');
  await eventually(lookups, 1);
  await Promise.all(Array.from({ length: 20 }, press));
  await eventually(() => wordsOf(seen.lastAnswer()).includes('/downvotes [filters]'), true);
  expect(lookups()).toBe(2);
});

test.each([
  ['whose window does not open', 'views.open', 'expired_trigger_id'],
  ['whose window was closed meanwhile', 'views.update', 'not_found'],
])('a walk %s keeps nothing for the person', async (_what, method, error) => {
  const { question, answer } = held<{ assistant: string; id: string } | null>();
  const [asked, ended]: string[][] = [[], []];
  questions = questionsOf({
    reserveNextToTriage: ({ person }) => {
      asked?.push(person);
      return question;
    },
    endTriageWalk: async (person) => void ended?.push(person),
  });
  standIn().faults.script(method, [{ do: 'refuse', error }]);
  await ana().command('C0SUPPORT', '/csat', 'next');
  await eventually(() => asked, ['U0ANA']);
  expect(ended).toEqual([]);
  answer({ assistant: 'shop', id: 'c-101' });
  await eventually(() => ended, ['U0ANA']);
});

test('a button of a message that is slow is announced', async () => {
  const { question, answer } = held<Awaited<ReturnType<Questions['acknowledgeAlert']>>>();
  questions = questionsOf({ acknowledgeAlert: () => question });
  const button = {
    type: 'button',
    action_id: ACTION.acknowledge,
    value: '7',
    text: { type: 'plain_text', text: 'Take' },
  };
  const posted = await clientOf(standIn()).chat.postMessage({
    ...{ channel: 'C0SUPPORT', text: 'A card', blocks: [{ type: 'actions', elements: [button] }] as never },
  });
  await ana().click({ channelId: 'C0SUPPORT', ts: String(posted.ts) }, { actionId: ACTION.acknowledge });
  await eventually(() => wordsOf(sees.lastAnswer()).includes('takes a moment longer'), true);
  answer({ acknowledged: { by: 'U0ANA', at: new Date() }, first: true });
  await eventually(() => wordsOf(sees.lastAnswer()), 'Done.');
});
