import { sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { auditDeliveries } from '../../src/db/delivery-audit.ts';
import { recordDueEscalations } from '../../src/db/escalations.ts';
import { recordOwedAlerts, recordOwedThumbAlerts } from '../../src/db/owed-alerts.ts';
import { recordTokenRefused, recordTokenTaken } from '../../src/db/workspaces.ts';
import { empty, useDatabase } from '../support/database.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';

const database = useDatabase();
const channelId = 'C0SUPPORT';
const HOUR_MS = 3_600_000;

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, thumbline.channels, thumbline.workspaces, feedback.assistants');
});

const found = () => auditDeliveries(database.db);
const sent = async () => {
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  await recordOwedAlerts(database.db, HOUR_MS);
  await database.db.execute(sql`
    update thumbline.deliveries set state = 'sent', ts = '1.1', have_version = want_version, visible_at = now() - interval '2 hours'`);
};

test('a token that Slack refuses blocks the subscribed channels of its workspace, before anything is posted there', async () => {
  const workspace = { id: 'T0001', name: 'Acme', enterpriseId: null, tokenHash: '', place: 0 };
  await recordTokenTaken(database.db, workspace, []);
  await giveSubscription(database.db, { channelId });
  expect(await found()).toMatchObject({ blockedChannels: 0 });
  await recordTokenRefused(database.db, { id: 'T0001', error: 'token_revoked' });
  expect(await found()).toMatchObject({ blockedChannels: 1 });
});

test('an edit that fails again and again is found, and one that waits for its channel is not', async () => {
  await giveSubscription(database.db, { channelId });
  await sent();
  await database.db.execute(sql`update thumbline.deliveries set want_version = want_version + 1`);
  expect(await found()).toMatchObject({ outdated: 1, overdueEdits: 0 });
  await database.db.execute(sql`update thumbline.deliveries set attempts = 8`);
  expect(await found()).toMatchObject({ overdueEdits: 1 });
  await database.db.execute(sql`update thumbline.channels set blocked_by = 'is_archived', blocked_at = now()`);
  expect(await found()).toMatchObject({ overdueEdits: 0, blockedChannels: 1 });
});

test('an edit that nobody makes is found', async () => {
  await giveSubscription(database.db, { channelId });
  await sent();
  await database.db.execute(sql`
    update thumbline.deliveries set want_version = want_version + 1, next_at = now() - interval '11 minutes'`);
  expect(await found()).toMatchObject({ overdueEdits: 1 });
});

test('a message that cannot be rendered is found, and does not pass for a process that delivers nothing', async () => {
  await giveSubscription(database.db, { channelId });
  await giveConversation(database.db, { assistant: 'shop', id: 'c1' });
  await recordOwedAlerts(database.db, HOUR_MS);
  await database.db.execute(sql`
    update thumbline.deliveries set attempts = 5, last_error = 'render_failed', created_at = now() - interval '20 minutes'`);
  expect(await found()).toMatchObject({ unrenderable: 1, oldestWaitingMs: null });
});

test('an alert that should have been escalated for five minutes is found until it is', async () => {
  const id = await giveSubscription(database.db, { channelId });
  await sent();
  const limit = (minutes: number) =>
    database.db.execute(sql`
      update thumbline.subscriptions set escalate_after_minutes = ${minutes}, escalates_since = now() - interval '1 day' where id = ${id}`);
  await limit(118);
  expect(await found()).toMatchObject({ overdueEscalations: 0 });
  await limit(60);
  expect(await found()).toMatchObject({ overdueEscalations: 1 });
  await recordDueEscalations(database.db);
  expect(await found()).toMatchObject({ overdueEscalations: 0 });
});

test('a single thumb that is owed an alert and has none is found', async () => {
  await giveSubscription(database.db, { channelId, alerts: 'thumbs' });
  await giveConversation(database.db, { assistant: 'shop', id: 'c1', verdict: null });
  await database.db.execute(sql`
    insert into feedback.thumbs (assistant_id, conversation_id, message_id, value, given_at) values ('shop', 'c1', 'm2', 'down', now())`);
  await database.db.execute(sql`alter table thumbline.subscriptions disable trigger subscriptions_stamp_alerts_since`);
  await database.db.execute(sql`update thumbline.subscriptions set alerts_since = now() - interval '1 day'`);
  await database.db.execute(sql`alter table thumbline.subscriptions enable trigger subscriptions_stamp_alerts_since`);
  expect(await found()).toMatchObject({ thumbsWithoutAlert: 0 });
  await database.db.execute(sql`alter table feedback.thumbs disable trigger user`);
  await database.db.execute(sql`update feedback.thumbs set updated_at = now() - interval '3 minutes'`);
  await database.db.execute(sql`alter table feedback.thumbs enable trigger user`);
  expect(await found()).toMatchObject({ thumbsWithoutAlert: 1 });
  await recordOwedThumbAlerts(database.db, HOUR_MS);
  expect(await found()).toMatchObject({ thumbsWithoutAlert: 0 });
});
