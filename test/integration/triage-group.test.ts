import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordTriage } from '../../src/db/record-triage.ts';
import { loadTriage } from '../../src/db/triage.ts';
import { recordRetestReminders, renderRetestReminder } from '../../src/jobs/retest-reminder.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { type RunningDeliverer, runDeliverer } from '../support/deliverer.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';
import { wordsOf } from '../support/fits-slack.ts';
import { eyesOf, useRoom } from '../support/room.ts';
import { useStandIn, WORKSPACE } from '../support/stand-in.ts';

// The support channel's settings name a user group: Ana is in it, Ben is not. No other channel is subscribed.
const database = useDatabase();
const standIn = useStandIn({
  channels: ['C0SUPPORT', 'C0OTHER'].map((id) => ({
    id,
    name: id.toLowerCase(),
    members: ['U0ANA', 'U0BEN', 'U0BOT'],
  })),
});
useRoom(database, standIn);
const OTHER = 'C0OTHER';
const [ana, ben] = [() => standIn().as('U0ANA'), () => standIn().as('U0BEN')];
const [anaSees, benSees] = [eyesOf(standIn, 'U0ANA'), eyesOf(standIn, 'U0BEN')];
const REFUSED = 'Only members of the user group';
let deliverer: RunningDeliverer;

beforeAll(async () => {
  await giveSubscription(database.db, { channelId: 'C0SUPPORT', assistants: ['shop'] });
  await database.db.execute(sql`update thumbline.subscriptions set acknowledge_group = 'S0001'`);
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', reason: 'Reason c1' });
  deliverer = runDeliverer({
    ...{ url: database.url, apiUrl: standIn().apiUrl, workspaceId: WORKSPACE.team.id },
    render:
      ({ db }) =>
      (owed) =>
        renderRetestReminder(db, owed),
  });
});
afterAll(() => deliverer.stop());

const says = (view: { blocks: readonly object[] } | undefined) => wordsOf(view ?? { blocks: [] });
const triageOf = (id: string, assistant = 'shop') => loadTriage(database.db, { assistant, id });
const reserved = async () =>
  (await database.db.execute<{ person: string }>(sql`select person from thumbline.triage_reservations`)).map(
    ({ person }) => person,
  );
const closeAll = async (person: typeof ana, sees: typeof anaSees) => {
  for (let view = sees.modal(); view !== undefined; view = sees.modal()) await person().closeView(view.id);
};
const openFromList = async (person: typeof ana, sees: typeof anaSees, actionId: string) => {
  await person().command(OTHER, '/downvotes', '');
  await eventually(() => wordsOf(sees.lastAnswer()).includes('Reason c1'), true);
  const [list] = sees.answers().slice(-1);
  const value = '["shop","c1",{"feedback":"downvote","filter":{}}]';
  await person().click({ ephemeralId: String(list?.id) }, { actionId, value });
};

test('from a list in a channel that is not subscribed the group is required too, below the transcript and in the form', async () => {
  await openFromList(ben, benSees, ACTION.openTranscript);
  await eventually(() => says(benSees.modal()).includes('Reason c1'), true);
  await ben().click({ viewId: String(benSees.modal()?.id) }, { actionId: ACTION.decideRule });
  await eventually(() => says(benSees.modal()).includes(REFUSED), true);
  await ben().click({ viewId: String(benSees.modal()?.id) }, { actionId: ACTION.openTriageForm });
  await eventually(() => says(benSees.modal()).includes('What should happen?'), true);
  const values = { outcome: { outcome: { selected_option: { value: 'rule' } } } };
  await ben().submit(String(benSees.modal()?.id), values);
  await eventually(() => benSees.modal()?.errors.outcome?.includes(REFUSED), true);
  expect(await triageOf('c1')).toBeNull();
  await closeAll(ben, benSees);
});

test.each([
  [
    'from the Home tab',
    async () => {
      await ben().openHome();
      await eventually(() => says(benSees.home()).includes('This week so far'), true);
      await ben().click({ viewId: String(benSees.home()?.id) }, { actionId: ACTION.startWalk });
    },
  ],
  ['in a channel that is not subscribed', () => ben().command(OTHER, '/csat', 'next')],
  ['in the channel', () => ben().command('C0SUPPORT', '/csat', 'next')],
])('a walk %s keeps nothing for who may not decide it, and says why', async (_where, start) => {
  await start();
  await eventually(() => says(benSees.modal()).includes(REFUSED), true);
  expect(says(benSees.modal())).not.toContain('Reason c1');
  expect(await reserved()).toEqual([]);
  await closeAll(ben, benSees);
});

test('what no group is named for is everybody’s: the walk leads there, and it can be decided', async () => {
  await giveConversation(database.db, { assistant: 'bistro', id: 'c2', reason: 'Reason c2' });
  await ben().command(OTHER, '/csat', 'next');
  await eventually(() => says(benSees.modal()).includes('Reason c2'), true);
  await ben().click({ viewId: String(benSees.modal()?.id) }, { actionId: ACTION.decideNotOurs });
  await eventually(async () => (await triageOf('c2', 'bistro'))?.outcome, 'not ours');
  await eventually(() => says(benSees.modal()).includes(REFUSED), true);
  await closeAll(ben, benSees);
});

test('a member decides from anywhere', async () => {
  await openFromList(ana, anaSees, ACTION.openTranscript);
  await eventually(() => says(anaSees.modal()).includes('Reason c1'), true);
  await ana().click({ viewId: String(anaSees.modal()?.id) }, { actionId: ACTION.decideRule });
  await eventually(async () => (await triageOf('c1'))?.outcome, 'rule');
  await closeAll(ana, anaSees);
});

test('an owner who is not of the group cannot answer the reminder of a re-test, and is told why', async () => {
  const order = { key: { assistant: 'shop', id: 'c1' }, by: 'U0ANA' };
  const details = { owner: 'U0BEN', note: null, link: null };
  await recordTriage(database.db, { ...order, seenVersion: 1, step: { do: 'decide', outcome: 'rule', details } });
  await recordTriage(database.db, { ...order, seenVersion: 2, step: { do: 'done' } });
  await recordRetestReminders(database.db, new Date(Date.now() + 25 * 3_600_000));
  const direct = () =>
    [...standIn().workspace.channels.values()].find(({ isDirect, members }) => isDirect && members.has('U0BEN'));
  const reminder = () => standIn().workspace.messages.get(direct()?.id ?? '')?.[0];
  const isRecorded = async () =>
    (
      await database.db.execute(
        sql`select from thumbline.deliveries where kind = 'retest' and ts is not null and visible_at is not null`,
      )
    ).length;
  await eventually(isRecorded, 1);
  const card = { channelId: String(direct()?.id), ts: String(reminder()?.ts) };
  await ben().click(card, { actionId: ACTION.reminderPassed });
  await eventually(() => says(benSees.lastAnswer()).includes(REFUSED), true);
  expect(await triageOf('c1')).toMatchObject({ retest: null });
});
