import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { acknowledgeAlert } from '../../src/db/alerts.ts';
import { recordOwedAlerts } from '../../src/db/owed-alerts.ts';
import { recordTriage } from '../../src/db/record-triage.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';
import { wordsOf } from '../support/fits-slack.ts';
import { eyesOf, useRoom } from '../support/room.ts';
import { TOKENS, useStandIn } from '../support/stand-in.ts';

const database = useDatabase();
const standIn = useStandIn();
useRoom(database, standIn);
const homeOf = (userId: string) => wordsOf(eyesOf(standIn, userId).home() ?? { blocks: [] });

async function openHome(userId: string): Promise<string> {
  const published = () =>
    standIn().calls.filter(({ method, args }) => method === 'views.publish' && args.user_id === userId);
  const before = published().length;
  await standIn().as(userId).openHome();
  await eventually(() => published().length > before && !homeOf(userId).includes('Looking up'), true);
  return homeOf(userId);
}

beforeAll(async () => {
  await database.db.execute(sql`insert into feedback.assistants (id, name) values ('shop', 'Shop')`);
});

test('on first sight, without any subscription, it has the figures and says how to begin', async () => {
  const words = await openHome('U0BEN');
  expect(words).toContain('No channel is subscribed yet');
  expect(words).toContain('/csat subscribe');
  expect(words).toContain('This week so far');
  expect(words).toContain('every alert of the last 30 days has been acknowledged');
});

test('it lists what waits in the channels one is in, what one has acknowledged, and opens each', async () => {
  const other = await giveSubscription(database.db, { channelId: 'C0SECRET', assistants: ['bistro'] });
  await giveSubscription(database.db, { channelId: 'C0SUPPORT', assistants: ['shop'] });
  await giveConversation(database.db, { assistant: 'shop', id: 'c-1', reason: 'It was late.' });
  await giveConversation(database.db, { assistant: 'shop', id: 'c-2', reason: 'It was wrong.' });
  await giveConversation(database.db, { assistant: 'bistro', id: 'c-3', reason: 'It was cold.' });
  await recordOwedAlerts(database.db, 3_600_000);
  const [alert] = await database.db.execute<{ id: string }>(sql`
    select id from thumbline.alerts where conversation_id = 'c-1'`);
  await acknowledgeAlert(database.db, { alertId: Number(alert?.id), by: 'U0BEN', channelId: 'C0SUPPORT' });

  const words = await openHome('U0BEN');
  expect(words).toMatch(/Yours · 1 alert .*It was late\..*Waiting for somebody · 1 alert .*It was wrong\./);
  expect(words).not.toContain('It was cold.');
  expect(words).toContain('Your subscribed channels');
  expect(await openHome('U0ANA')).toMatch(/You have acknowledged nothing/);

  const order = { key: { assistant: 'shop', id: 'c-1' }, by: 'U0BEN' };
  await recordTriage(database.db, { ...order, seenVersion: 0, step: { do: 'decide', outcome: 'rule' } });
  expect(await openHome('U0BEN')).toMatch(
    /Yours You have .*Yours to fix or to try again · 1 conversation .*Write a rule/,
  );
  await recordTriage(database.db, { ...order, seenVersion: 1, step: { do: 'done' } });
  expect(await openHome('U0BEN')).toContain('done, to be tried again since');
  await recordTriage(database.db, { ...order, seenVersion: 2, step: { do: 'retest', result: 'failed' } });
  const failed = await openHome('U0BEN');
  expect(failed).toMatch(/Yours · 1 alert .*the re-test failed/);
  expect(await openHome('U0ANA')).toContain('what you take in triage is listed here');

  const view = String(eyesOf(standIn, 'U0BEN').home()?.id);
  const ben = standIn().as('U0BEN');
  expect(await ben.click({ viewId: view }, { actionId: ACTION.openTranscript, value: '["shop","c-2"]' })).toMatchObject(
    { problem: null },
  );
  await eventually(() => wordsOf(eyesOf(standIn, 'U0BEN').modal() ?? { blocks: [] }).includes('It was wrong.'), true);
  await ben.click({ viewId: view }, { actionId: ACTION.openSettings });
  await eventually(() => eyesOf(standIn, 'U0BEN').modal()?.title, {
    type: 'plain_text',
    text: 'Channel settings',
    emoji: false,
  });
  await ben.click({ viewId: view }, { actionId: ACTION.startWalk });
  await eventually(() => wordsOf(eyesOf(standIn, 'U0BEN').modal() ?? { blocks: [] }).includes('It was'), true);
  await ben.click({ viewId: view }, { actionId: ACTION.openHelp });
  await eventually(
    () => wordsOf(eyesOf(standIn, 'U0BEN').modal() ?? { blocks: [] }).includes('/downvotes [filters]'),
    true,
  );
  await database.db.execute(sql`update thumbline.subscriptions set ended_at = now() where id = ${other}`);
});

test('a guest is told why there is nothing to see', async () => {
  expect(await openHome('U0GIL')).toContain('Guests cannot use Thumbline');
});

test('who is refused after a button of an old Home tab reads why in a window or, when that comes too late, in a message', async () => {
  const gil = standIn().as('U0GIL');
  const sees = eyesOf(standIn, 'U0GIL');
  await slack('views.publish', {
    user_id: 'U0GIL',
    view: { type: 'home', blocks: [rowOf(ACTION.startWalk, 'home')] },
  });
  const click = () => gil.click({ viewId: String(sees.home()?.id) }, { actionId: ACTION.startWalk });
  await click();
  await eventually(() => wordsOf(sees.modal() ?? { blocks: [] }).includes('Guests cannot use Thumbline'), true);
  standIn().faults.script('views.open', [{ do: 'refuse', error: 'expired_trigger_id' }]);
  await click();
  const told = () => [...standIn().workspace.messages.values()].flat().map(({ text }) => text);
  await eventually(() => told().some((text) => text.includes('Guests cannot use Thumbline')), true);
});

test('what is decided in a transcript that was opened from it stands there at once', async () => {
  await giveConversation(database.db, { assistant: 'shop', id: 'c-9', reason: 'It was broken.' });
  await recordOwedAlerts(database.db, 3_600_000);
  expect(await openHome('U0ANA')).not.toContain('Yours to fix or to try again · 1 conversation');
  const [ana, sees] = [standIn().as('U0ANA'), eyesOf(standIn, 'U0ANA')];
  const modal = () => wordsOf(sees.modal() ?? { blocks: [] });
  await ana.click({ viewId: String(sees.home()?.id) }, { actionId: ACTION.openTranscript, value: '["shop","c-9"]' });
  await eventually(() => modal().includes('It was broken.'), true);
  await ana.click({ viewId: String(sees.modal()?.id) }, { actionId: ACTION.decideRule });
  await eventually(() => homeOf('U0ANA').includes('Yours to fix or to try again · 1 conversation'), true);
});

test('only the user group that a subscription names acknowledges, and a group that cannot be read lets nobody in', async () => {
  await database.db.execute(
    sql`update thumbline.subscriptions set acknowledge_group = 'S0001' where channel_id = 'C0SUPPORT'`,
  );
  const [alert] = await database.db.execute<{ id: string }>(sql`
    select id from thumbline.alerts where conversation_id = 'c-2'`);
  const card = await post(Number(alert?.id));
  const acknowledgedBy = async () => {
    const [row] = await database.db.execute(
      sql`select acknowledged_by from thumbline.alerts where id = ${alert?.id ?? ''}`,
    );
    return row?.acknowledged_by;
  };
  await standIn().as('U0BEN').click(card, { actionId: ACTION.acknowledge });
  const ben = eyesOf(standIn, 'U0BEN');
  await eventually(() => wordsOf(ben.lastAnswer()).includes('Only members of the user group'), true);
  expect(await acknowledgedBy()).toBeNull();
  await standIn().as('U0ANA').click(card, { actionId: ACTION.acknowledge });
  expect(await acknowledgedBy()).toBe('U0ANA');

  await database.db.execute(
    sql`update thumbline.subscriptions set acknowledge_group = 'S0GONE' where channel_id = 'C0SUPPORT'`,
  );
  await standIn().as('U0BEN').click(card, { actionId: ACTION.acknowledge });
  await eventually(() => wordsOf(ben.lastAnswer()).includes('that group is no more'), true);
  standIn().workspace.scopes.delete('usergroups:read');
  await database.db.execute(
    sql`update thumbline.subscriptions set acknowledge_group = 'S0OTHER' where channel_id = 'C0SUPPORT'`,
  );
  await standIn().as('U0BEN').click(card, { actionId: ACTION.acknowledge });
  await eventually(() => wordsOf(ben.lastAnswer()).includes('lacks the scope usergroups:read'), true);
  standIn().faults.always('usergroups.users.list', { do: 'refuse', error: 'internal_error' });
  await database.db.execute(
    sql`update thumbline.subscriptions set acknowledge_group = 'S0THIRD' where channel_id = 'C0SUPPORT'`,
  );
  await standIn().as('U0BEN').click(card, { actionId: ACTION.acknowledge });
  await eventually(() => wordsOf(ben.lastAnswer()).includes('Slack did not say who they are'), true);
});

/** A card with nothing on it but its button, as the deliverer would have posted it. */
async function post(alertId: number) {
  const blocks = [rowOf(ACTION.acknowledge, String(alertId))];
  const { ts } = (await slack('chat.postMessage', { channel: 'C0SUPPORT', text: 'A downvote', blocks })) as {
    ts: string;
  };
  return { channelId: 'C0SUPPORT', ts };
}

const rowOf = (actionId: string, value: string) => ({
  type: 'actions',
  elements: [{ type: 'button', action_id: actionId, value, text: { type: 'plain_text', text: 'Click' } }],
});

/** Asks the stand-in as the app would. */
async function slack(method: string, body: object): Promise<unknown> {
  const response = await fetch(`${standIn().apiUrl}${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKENS.botToken}` },
    body: JSON.stringify(body),
  });
  return response.json();
}
