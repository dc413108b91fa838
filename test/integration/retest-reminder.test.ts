import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordTriage } from '../../src/db/record-triage.ts';
import { loadTriage } from '../../src/db/triage.ts';
import { recordRetestReminders, renderRetestReminder } from '../../src/jobs/retest-reminder.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { type RunningDeliverer, runDeliverer } from '../support/deliverer.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation } from '../support/feedback.ts';
import { assertFitsSlack, elementsOf, wordsOf } from '../support/fits-slack.ts';
import { eyesOf, useRoom } from '../support/room.ts';
import { clientOf, useStandIn, WORKSPACE } from '../support/stand-in.ts';

const HOUR_MS = 3_600_000;
const database = useDatabase();
const standIn = useStandIn();
useRoom(database, standIn);
let deliverer: RunningDeliverer;
const run = () => {
  deliverer = runDeliverer({
    ...{ url: database.url, apiUrl: standIn().apiUrl, workspaceId: WORKSPACE.team.id },
    render:
      ({ db }) =>
      (owed) =>
        renderRetestReminder(db, owed),
  });
};
beforeAll(run);
afterAll(() => deliverer.stop());

const keyOf = (id: string) => ({ assistant: 'shop', id });
const later = (hours: number) => new Date(Date.now() + hours * HOUR_MS);
const directTo = (person: string) =>
  [...standIn().workspace.channels.values()].find(({ isDirect, members }) => isDirect && members.has(person));
const sentTo = (person: string) => standIn().workspace.messages.get(directTo(person)?.id ?? '') ?? [];
const about = (person: string, id: string) => {
  const found = sentTo(person).find((message) => JSON.stringify(message.blocks).includes(`\\"${id}\\"`));
  if (found === undefined) throw new Error(`${person} was not told of ${id}`);
  return found;
};
const states = async () =>
  (await database.db.execute<{ state: string }>(sql`select state from thumbline.deliveries order by id`)).map(
    ({ state }) => state,
  );

/** Decided by Ana for Ben, or for herself, and marked done. */
async function fixed(id: string, owner = 'U0ANA'): Promise<void> {
  await giveConversation(database.db, { assistant: 'shop', id, reason: `Reason ${id}` });
  const details = { owner, note: null, link: null };
  const order = { key: keyOf(id), by: 'U0ANA' };
  const step = { do: 'decide' as const, outcome: 'knowledge' as const, details };
  const decided = await recordTriage(database.db, { ...order, seenVersion: 0, step });
  await recordTriage(database.db, {
    ...order,
    seenVersion: decided?.triage?.version ?? 0,
    step: { do: 'done' },
  });
}

test('a day after a fix was marked done its owner is reminded once, whoever asks how often, and nobody before', async () => {
  await fixed('c1', 'U0BEN');
  expect(await recordRetestReminders(database.db, later(23))).toEqual([]);
  const keys = await Promise.all([25, 25, 26].map((hours) => recordRetestReminders(database.db, later(hours))));
  expect(keys.flat()).toEqual([expect.stringMatching(/^retest:shop:c1:\d+$/)]);
  await eventually(() => sentTo('U0BEN').length, 1);
  const message = about('U0BEN', 'c1');
  assertFitsSlack(message);
  expect(wordsOf(message)).toContain('Time to try it again.');
  expect(wordsOf(message)).toContain('Where is my order?');
  expect(sentTo('U0ANA')).toEqual([]);
});

test('“passed” closes it, and the reminder says so in its place, after a restart too', async () => {
  await deliverer.stop();
  run();
  const { channelId, ts } = about('U0BEN', 'c1');
  const ben = standIn().as('U0BEN');
  expect(await ben.click({ channelId, ts }, { actionId: ACTION.reminderPassed })).toMatchObject({ problem: null });
  await eventually(() => wordsOf(about('U0BEN', 'c1')).includes('Tried again: passed.'), true);
  expect(await loadTriage(database.db, keyOf('c1'))).toMatchObject({ retest: 'passed', retestedBy: 'U0BEN' });
  expect(elementsOf(about('U0BEN', 'c1'), ACTION.reminderFailed)).toEqual([]);
  expect(sentTo('U0BEN')).toHaveLength(1);
});

test('“failed” opens it again; fixed once more it is one more reminder', async () => {
  await fixed('c2');
  await recordRetestReminders(database.db, later(25));
  await eventually(() => sentTo('U0ANA').length, 1);
  // Until Slack's answer is written down nobody knows that message for the reminder.
  await eventually(async () => (await states()).at(-1), 'sent');
  const { channelId, ts } = about('U0ANA', 'c2');
  await standIn().as('U0ANA').click({ channelId, ts }, { actionId: ACTION.reminderFailed });
  await eventually(() => wordsOf(about('U0ANA', 'c2')).includes('Tried again: failed.'), true);
  const failed = await loadTriage(database.db, keyOf('c2'));
  expect(failed?.retest).toBe('failed');
  const order = { key: keyOf('c2'), by: 'U0ANA' };
  const step = { do: 'decide' as const, outcome: 'rule' as const };
  const again = await recordTriage(database.db, { ...order, seenVersion: failed?.version ?? 0, step });
  await recordTriage(database.db, { ...order, seenVersion: again?.triage?.version ?? 0, step: { do: 'done' } });
  await recordRetestReminders(database.db, later(25));
  await eventually(() => sentTo('U0ANA').length, 2);
  await eventually(() => wordsOf(sentTo('U0ANA')[0] ?? { blocks: [] }).includes('Decided anew meanwhile'), true);
});

test('nobody is reminded of what was tried, or decided anew, before the reminder went out', async () => {
  await deliverer.stop();
  await fixed('c3');
  await fixed('c4');
  const versionOf = async (id: string) => (await loadTriage(database.db, keyOf(id)))?.version ?? 0;
  const retest = { do: 'retest' as const, result: 'passed' as const };
  await recordTriage(database.db, { key: keyOf('c4'), by: 'U0BEN', seenVersion: await versionOf('c4'), step: retest });
  expect(await recordRetestReminders(database.db, later(25))).toHaveLength(1);
  await recordTriage(database.db, { key: keyOf('c3'), by: 'U0BEN', seenVersion: await versionOf('c3'), step: retest });
  run();
  await eventually(async () => (await states()).at(-1), 'cancelled');
  expect(sentTo('U0ANA')).toHaveLength(2);
});

test('a copy of a reminder, and one that is somebody else’s, save nothing', async () => {
  const original = sentTo('U0ANA')[1];
  const copy = await clientOf(standIn()).chat.postMessage({
    ...{ channel: 'C0SUPPORT', text: 'A copy', blocks: original?.blocks as never },
  });
  const ben = standIn().as('U0BEN');
  await ben.click({ channelId: 'C0SUPPORT', ts: String(copy.ts) }, { actionId: ACTION.reminderPassed });
  await eventually(() => wordsOf(eyesOf(standIn, 'U0BEN').lastAnswer()).includes('no reminder of yours'), true);
  expect(await loadTriage(database.db, keyOf('c2'))).toMatchObject({ outcome: 'rule', retest: null });
});

test('when the conversation is erased its reminder loses its text', async () => {
  await database.db.execute(sql`delete from feedback.conversations where id = 'c1'`);
  expect(await recordRetestReminders(database.db)).toHaveLength(1);
  await eventually(() => wordsOf(sentTo('U0BEN')[0] ?? { blocks: [] }).includes('was erased'), true);
  expect(JSON.stringify(sentTo('U0BEN'))).not.toContain('Where is my order?');
  expect(await recordRetestReminders(database.db)).toEqual([]);
});

test('when Slack’s answer is lost the reminder is found in the direct messages, and there is one', async () => {
  await fixed('c5', 'U0BEN');
  standIn().faults.script('chat.postMessage', [{ do: 'accept-then-reset' }]);
  await recordRetestReminders(database.db, later(25));
  await eventually(async () => (await states()).at(-1), 'sent');
  expect(sentTo('U0BEN')).toHaveLength(2);
  const { channelId, ts } = about('U0BEN', 'c5');
  await standIn().as('U0BEN').click({ channelId, ts }, { actionId: ACTION.reminderPassed });
  await eventually(() => wordsOf(about('U0BEN', 'c5')).includes('Tried again: passed.'), true);
});

test('somebody whom Slack does not let us write to blocks nothing and nobody', async () => {
  await fixed('c6', 'U0GONE');
  await recordRetestReminders(database.db, later(25));
  await eventually(async () => (await states()).at(-1), 'cancelled');
  expect(await database.db.execute(sql`select from thumbline.channels where blocked_by is not null`)).toHaveLength(0);
});
