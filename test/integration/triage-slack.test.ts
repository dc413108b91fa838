import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadAlert } from '../../src/db/alerts.ts';
import { loadTriage } from '../../src/db/triage.ts';
import { ACTION, SHORTCUT } from '../../src/slack/ids.ts';
import { alertCard } from '../../src/slack/views/alert-card.ts';
import { useDatabase } from '../support/database.ts';
import { type RunningDeliverer, runDeliverer } from '../support/deliverer.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';
import { elementsOf, wordsOf } from '../support/fits-slack.ts';
import { eyesOf, useRoom } from '../support/room.ts';
import { clientOf, useStandIn } from '../support/stand-in.ts';

const database = useDatabase();
const standIn = useStandIn({
  channels: [
    { id: 'C0SUPPORT', name: 'support', members: ['U0ANA', 'U0BEN', 'U0BOT'] },
    { id: 'C0OTHER', name: 'other', members: ['U0ANA', 'U0BEN', 'U0BOT'] },
  ],
});
useRoom(database, standIn);
const channelId = 'C0SUPPORT';
const ana = () => standIn().as('U0ANA');
const ben = () => standIn().as('U0BEN');
const [anaSees, benSees] = [eyesOf(standIn, 'U0ANA'), eyesOf(standIn, 'U0BEN')];
let deliverer: RunningDeliverer;

beforeAll(async () => {
  await giveSubscription(database.db, { channelId });
  const render: Parameters<typeof runDeliverer>[0]['render'] =
    ({ db }) =>
    async ({ alertId }) => {
      const alert = alertId === null ? null : await loadAlert(db, alertId);
      return alert === null ? null : alertCard(alert);
    };
  deliverer = runDeliverer({ url: database.url, apiUrl: standIn().apiUrl, render, workspaceId: 'T0001' });
  for (const id of ['c1', 'c2', 'c3'])
    await giveConversation(database.db, { assistant: 'shop', id, reason: `Reason ${id}` });
  await eventually(() => cards().length, 3);
});
afterAll(() => deliverer.stop());

const cards = () => standIn().workspace.messages.get(channelId) ?? [];
const cardOf = (id: string) => {
  const found = cards().find((card) => wordsOf(card).includes(`Reason ${id}`));
  if (found === undefined) throw new Error(`${id} has no card`);
  return found;
};
const valueIn = (message: { blocks: readonly object[] } | undefined, actionId: string, id: string) =>
  elementsOf(message ?? { blocks: [] }, actionId)
    .map(({ value }) => String(value))
    .find((value) => value.startsWith(`["shop","${id}"`));
const says = (view: { blocks: readonly object[] } | undefined) => wordsOf(view ?? { blocks: [] });
const triageOf = (id: string) => loadTriage(database.db, { assistant: 'shop', id });
const form = (given: { outcome: string; owner?: string | null; note?: string; link?: string }) => ({
  outcome: { outcome: { selected_option: { value: given.outcome } } },
  owner: { owner: { selected_user: given.owner ?? null } },
  note: { note: { value: given.note ?? null } },
  link: { link: { value: given.link ?? null } },
});
const clickIn = async (person: typeof ana, sees: typeof anaSees, actionId: string) => {
  const view = sees.modal();
  expect(await person().click({ viewId: String(view?.id) }, { actionId })).toMatchObject({ problem: null });
};
const formIsOpen = (sees: typeof anaSees) => eventually(() => says(sees.modal()).includes('What should happen?'), true);

test('Triage on a card opens the form, what is saved is shown there and on the card', async () => {
  const { ts } = cardOf('c1');
  expect(await ana().click({ channelId, ts }, { actionId: ACTION.triageAlert })).toMatchObject({ problem: null });
  await formIsOpen(anaSees);
  const view = String(anaSees.modal()?.id);
  const values = form({
    outcome: 'knowledge',
    owner: 'U0BEN',
    note: '<!channel> returns page',
    link: 'https://kb.example/7',
  });
  expect(await ana().submit(view, values)).toMatchObject({ problem: null });
  await eventually(() => says(anaSees.modal()).includes('Saved: Add knowledge'), true);
  await eventually(() => wordsOf(cardOf('c1')).includes('Add knowledge · owner U0BEN · decided by U0ANA'), true);
  expect(wordsOf(cardOf('c1'))).toContain('Note <!channel> returns page');
  expect(elementsOf(cardOf('c1'), ACTION.acknowledge)).toEqual([]);
  expect(await triageOf('c1')).toMatchObject({ outcome: 'knowledge', owner: 'U0BEN', link: 'https://kb.example/7' });
});

test('an address that is none is refused under its input, and nothing is written', async () => {
  const view = anaSees.modal();
  await ana().submit(String(view?.id), form({ outcome: 'rule', link: 'javascript:alert(1)' }));
  expect(anaSees.modal()?.errors).toMatchObject({ link: expect.stringContaining('https://') });
  expect(await triageOf('c1')).toMatchObject({ outcome: 'knowledge', version: 1 });
});

test('who saves what somebody else changed meanwhile is told by whom, keeps what was typed, and can save again', async () => {
  const { ts } = cardOf('c1');
  await ben().click({ channelId, ts }, { actionId: ACTION.triageAlert });
  await formIsOpen(benSees);
  await ana().submit(String(anaSees.modal()?.id), form({ outcome: 'handover' }));
  const benForm = String(benSees.modal()?.id);
  await ben().submit(benForm, form({ outcome: 'rule', note: 'mine' }));
  const overtaken = 'Nothing was saved. U0ANA was faster and decided “Fix the handover”';
  await eventually(() => says(benSees.modal()).includes(overtaken), true);
  expect(benSees.modal()?.values.note).toMatchObject({ note: { value: 'mine' } });
  expect(await triageOf('c1')).toMatchObject({ outcome: 'handover', decidedBy: 'U0ANA' });
  await ben().submit(benForm, form({ outcome: 'rule', note: 'mine' }));
  expect(await triageOf('c1')).toMatchObject({ outcome: 'rule', decidedBy: 'U0BEN', note: 'mine' });
  await ben().closeView(benForm);
  await ana().closeView(String(anaSees.modal()?.id));
});

test('from a list to the transcript, one click decides; done and re-tested there too; a failed one is open again', async () => {
  await ana().command(channelId, '/downvotes', 'triage:open');
  await eventually(() => says(anaSees.lastAnswer()).includes('2 conversations'), true);
  const [list] = anaSees.answers().slice(-1);
  const value = valueIn(list, ACTION.openTranscript, 'c2');
  await ana().click({ ephemeralId: String(list?.id) }, { actionId: ACTION.openTranscript, value });
  await eventually(() => says(anaSees.modal()).includes('Reason c2'), true);
  await clickIn(ana, anaSees, ACTION.decideKnowledge);
  await eventually(() => says(anaSees.modal()).includes('Saved: Add knowledge'), true);
  await clickIn(ana, anaSees, ACTION.markDone);
  await eventually(() => says(anaSees.modal()).includes('Saved: Add knowledge, done'), true);
  expect(says(anaSees.modal())).toContain('to be tried again');
  await eventually(() => wordsOf(cardOf('c2')).includes('Re-test'), true);
  await clickIn(ana, anaSees, ACTION.retestFailed);
  await eventually(() => says(anaSees.modal()).includes('Saved: Add knowledge, re-test failed'), true);
  expect(elementsOf(anaSees.modal() ?? { blocks: [] }, ACTION.decideRule)).toHaveLength(1);
  await ana().command(channelId, '/downvotes', 'triage:open');
  await eventually(() => says(anaSees.lastAnswer()).includes('2 conversations'), true);
});

test('the form on top of a transcript closes when it is saved, and the transcript shows it', async () => {
  await clickIn(ana, anaSees, ACTION.openTriageForm);
  await formIsOpen(anaSees);
  await ana().submit(String(anaSees.modal()?.id), form({ outcome: 'rule', owner: 'U0ANA', note: 'be kinder' }));
  await eventually(() => says(anaSees.modal()).includes('Note be kinder'), true);
  expect(says(anaSees.modal())).toContain('Saved: Write a rule');
  await ana().closeView(String(anaSees.modal()?.id));
});

test('the list that a conversation was opened from shows the outcome at once, from the form and from the transcript', async () => {
  await ana().command(channelId, '/downvotes', '');
  await eventually(() => says(anaSees.lastAnswer()).includes('Reason c3'), true);
  const [list] = anaSees.answers().slice(-1);
  const rowOf = (id: string) => new RegExp(`Reason ${id}”.*?triage: ([a-z']+)`).exec(says(list))?.[1];
  const open = (actionId: string, id: string) =>
    ana().click({ ephemeralId: String(list?.id) }, { actionId, value: valueIn(list, actionId, id) });
  expect(rowOf('c3')).toBe('open');
  await open(ACTION.triageConversation, 'c3');
  await formIsOpen(anaSees);
  await ana().submit(String(anaSees.modal()?.id), form({ outcome: 'rule', owner: 'U0ANA' }));
  await eventually(() => rowOf('c3'), 'rule');
  await ana().closeView(String(anaSees.modal()?.id));
  await open(ACTION.openTranscript, 'c3');
  await eventually(() => says(anaSees.modal()).includes('Reason c3'), true);
  await clickIn(ana, anaSees, ACTION.markDone);
  await eventually(() => says(anaSees.modal()).includes('to be tried again'), true);
  await clickIn(ana, anaSees, ACTION.retestFailed);
  await eventually(() => rowOf('c3'), 'open');
  await ana().closeView(String(anaSees.modal()?.id));
});

test('the shortcut on a card opens the form; on any other message it says why not', async () => {
  await ana().shortcut(channelId, cardOf('c3').ts, SHORTCUT.triage);
  await formIsOpen(anaSees);
  await ana().closeView(String(anaSees.modal()?.id));
  const ts = await ana().say(channelId, 'Lunch?');
  await ana().shortcut(channelId, ts, SHORTCUT.triage);
  await eventually(() => says(anaSees.modal()).includes('no alert of Thumbline'), true);
  await ana().closeView(String(anaSees.modal()?.id));
});

test('the card of another channel’s alert opens nothing of it', async () => {
  const card = cardOf('c3');
  const posted = await clientOf(standIn()).chat.postMessage({
    channel: 'C0OTHER',
    text: card.text,
    blocks: card.blocks as never,
  });
  await ana().click({ channelId: 'C0OTHER', ts: String(posted.ts) }, { actionId: ACTION.triageAlert });
  await eventually(() => says(anaSees.modal()).includes('this is a copy of its card'), true);
  await ana().closeView(String(anaSees.modal()?.id));
});

test('two people walk through what is open: each gets another one, and the end is said', async () => {
  await giveConversation(database.db, { assistant: 'shop', id: 'c4', reason: 'Reason c4' });
  await ana().command(channelId, '/csat', 'next');
  await eventually(() => /Reason c[34]/.test(says(anaSees.modal())), true);
  await ben().command(channelId, '/csat', 'next');
  await eventually(() => /Reason c[34]/.test(says(benSees.modal())), true);
  const reasonIn = (words: string) => /Reason c\d/.exec(words)?.[0];
  expect(reasonIn(says(anaSees.modal()))).not.toBe(reasonIn(says(benSees.modal())));
  await clickIn(ana, anaSees, ACTION.decideNotOurs);
  await eventually(() => says(anaSees.modal()).includes('Nothing is left to triage'), true);
  const stopped = String(benSees.modal()?.id);
  await ben().closeView(stopped);
  await eventually(async () => (await database.db.execute(sql`select from thumbline.triage_reservations`)).length, 0);
  await ana().command(channelId, '/csat', 'next');
  await eventually(() => /Reason c[34]/.test(says(anaSees.modal())), true);
  await clickIn(ana, anaSees, ACTION.nextToTriage);
  await eventually(() => says(anaSees.modal()).includes('Nothing is left to triage'), true);
});

test.each([
  ['a guest', 'U0GIL', 'Guests cannot use Thumbline'],
  ['somebody of another organisation', 'U0SAM', 'people of other organisations'],
])('%s triages nothing, and is told why', async (_who, userId, words) => {
  standIn().workspace.channels.get(channelId)?.members.add(userId);
  const sees = eyesOf(standIn, userId);
  const before = await triageOf('c3');
  const { ts } = cardOf('c3');
  for (const actionId of [ACTION.triageAlert, ACTION.openAlertTranscript]) {
    const told = sees.answers().length;
    await standIn().as(userId).click({ channelId, ts }, { actionId });
    await eventually(() => sees.answers().length, told + 1);
    expect(wordsOf(sees.lastAnswer())).toContain(words);
  }
  expect(sees.modal()).toBeUndefined();
  expect(await triageOf('c3')).toEqual(before);
});

test('who is not of the user group that the settings name triages nothing, in the form and below the transcript', async () => {
  const { ts } = cardOf('c3');
  const before = await triageOf('c3');
  await ben().click({ channelId, ts }, { actionId: ACTION.triageAlert });
  await formIsOpen(benSees);
  await database.db.execute(sql`update thumbline.subscriptions set acknowledge_group = 'S0001'`);
  const view = String(benSees.modal()?.id);
  await ben().submit(view, form({ outcome: 'not ours' }));
  expect(benSees.modal()?.errors).toMatchObject({ outcome: expect.stringContaining('Only members of the user group') });
  await ben().closeView(view);
  await ben().click({ channelId, ts }, { actionId: ACTION.openAlertTranscript });
  const decide = [ACTION.decideRule, ACTION.markDone];
  const offered = () => decide.find((actionId) => elementsOf(benSees.modal() ?? { blocks: [] }, actionId).length > 0);
  await eventually(() => offered() !== undefined, true);
  await clickIn(ben, benSees, offered() ?? '');
  await eventually(() => says(benSees.modal()).includes('Only members of the user group'), true);
  await database.db.execute(sql`update thumbline.subscriptions set acknowledge_group = null`);
  expect(await triageOf('c3')).toEqual(before);
});
