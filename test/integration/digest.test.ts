import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { currentWeek, instantsOf, lastCompleteWeek, previousPeriod } from '../../src/csat/period.ts';
import type { Scope } from '../../src/csat/subscription.ts';
import { voiceOf } from '../../src/csat/voice.ts';
import { instant } from '../../src/db/client.ts';
import { loadBreakdown } from '../../src/db/digest-breakdown.ts';
import { recordDueDigests } from '../../src/db/digest-schedule.ts';
import { listSilences } from '../../src/db/digest-silence.ts';
import { freezeFigures } from '../../src/db/digests.ts';
import { readAlert } from '../../src/db/read-alert.ts';
import { findSubscription } from '../../src/db/subscriptions.ts';
import type { DigestTools } from '../../src/jobs/digest.ts';
import { previewFor, renderDigest } from '../../src/jobs/digest.ts';
import { loadDigestFigures } from '../../src/jobs/digest-figures.ts';
import { openUploader } from '../../src/slack/upload.ts';
import { empty, useDatabase } from '../support/database.ts';
import { type RunningDeliverer, runDeliverer } from '../support/deliverer.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';
import { assertFitsSlack, wordsOf } from '../support/fits-slack.ts';
import { TOKENS, useStandIn } from '../support/stand-in.ts';

const database = useDatabase();
const standIn = useStandIn();
const channelId = 'C0SUPPORT';
const WEEK = lastCompleteWeek(new Date(), 'UTC');
const MONDAY = currentWeek(new Date(), 'UTC').from;
const start = instantsOf(WEEK).start.getTime();
const hour = (hours: number) => new Date(start + hours * 3_600_000);
const logged: object[] = [];
let running: RunningDeliverer | null = null;
let subscriptionId = 0;

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, thumbline.channels, thumbline.triage, feedback.assistants');
  standIn().workspace.messages.clear();
  standIn().faults.clear();
  standIn().calls.length = 0;
  logged.length = 0;
  subscriptionId = await giveSubscription(database.db, { channelId, beganAt: new Date(start - 30 * 86_400_000) });
  await owe();
});

afterEach(async () => {
  await running?.stop();
  running = null;
});

/** A digest that is due this week; its delivery waits for a deliverer. */
async function owe() {
  await database.db.execute(sql`
    insert into thumbline.digests (subscription_id, monday, zone, due_at, language, scope)
    values (${subscriptionId}, ${MONDAY}, 'UTC', now(), 'en', ${JSON.stringify(NOBODY)})`);
  await database.db.execute(sql`
    insert into thumbline.deliveries (key, kind, channel_id, subscription_id, monday)
    values (${`digest:${subscriptionId}:${MONDAY}`}, 'digest', ${channelId}, ${subscriptionId}, ${MONDAY})`);
}

const tools = (uploadWithinMs = 10_000, quickchartUrl: string | null = null): DigestTools => ({
  db: database.db,
  uploadPng: openUploader({ token: TOKENS.botToken, apiUrl: standIn().apiUrl, deadlineMs: uploadWithinMs }),
  quickchartUrl,
  log: { warn: (facts) => void logged.push(facts) },
});

function deliver({ uploadWithinMs, quickchartUrl }: { uploadWithinMs?: number; quickchartUrl?: string } = {}) {
  running = runDeliverer({
    url: database.url,
    apiUrl: standIn().apiUrl,
    render: () => (owed) =>
      owed.kind === 'digest' ? renderDigest(tools(uploadWithinMs, quickchartUrl), owed) : Promise.resolve(null),
  });
}

const rate = (id: string, verdict: 'up' | 'down', hours: number, assistant = 'shop') =>
  giveConversation(database.db, { assistant, id, verdict, ratedAt: hour(hours) });

const posted = () => (standIn().workspace.messages.get(channelId) ?? []).filter((message) => message.botId !== null);
const uploads = () => standIn().calls.filter(({ method }) => method === 'files.completeUploadExternal').length;
const kinds = () => posted().map(({ blocks }) => blocks.map(({ type }) => type));

describe('a digest that is due', () => {
  beforeEach(async () => {
    for (let id = 0; id < 6; id += 1) await rate(`up-${id}`, 'up', 5 + id);
    await rate('down-0', 'down', 30);
  });

  test('arrives once, with the picture and the numbers', async () => {
    deliver();
    await eventually(() => posted().length, 1);
    const [message] = posted();
    expect(message?.text).toMatch(/first week:? CSAT was 4.43 from 7 ratings/);
    expect(kinds()[0]).toContain('image');
    const files = [...standIn().workspace.files.values()];
    expect(files.at(-1)?.bytes?.subarray(1, 4).toString()).toBe('PNG');
    expect(JSON.stringify(message?.blocks)).toContain(files.at(-1)?.id);
  });

  test('arrives once with its picture while Slack still looks at the file', async () => {
    standIn().faults.fileReadyAfterMs = 400;
    deliver();
    await eventually(() => posted().length, 1);
    expect(kinds()[0]).toContain('image');
    expect(uploads()).toBe(1);
  });

  test.each([
    { name: 'refused', fault: { do: 'refuse', error: 'missing_scope' }, method: 'files.getUploadURLExternal' },
    { name: 'slow', fault: { do: 'answer-late', afterMs: 5_000 }, method: 'files.getUploadURLExternal' },
    { name: 'failing after acceptance', fault: { do: 'accept-then-500' }, method: 'files.completeUploadExternal' },
  ] as const)('arrives once and whole in text with the upload $name', async ({ fault, method }) => {
    standIn().faults.always(method, fault);
    deliver({ uploadWithinMs: 700 });
    await eventually(() => posted().length, 1);
    expect(kinds()[0]).toContain('data_visualization');
    expect(kinds()[0]).not.toContain('image');
    expect(wordsOf({ blocks: posted()[0]?.blocks ?? [] })).toContain('*CSAT* *4.43 of 5* · 7 ratings');
    expect(logged).toHaveLength(1);
  });

  test('loses the words of a question whose conversation is erased, in a channel that was unsubscribed too', async () => {
    deliver();
    await eventually(() => posted().length, 1);
    await database.db.execute(sql`update thumbline.subscriptions set ended_at = now()`);
    const sample = { assistant: 'shop', id: 'down-0', message: 'm1' };
    const gap = { id: null, name: null, sample, conversations: 1, conversationsBefore: 0, share: 0.1 };
    await database.db.execute(sql`
      update thumbline.digests set figures = jsonb_set(figures, '{gaps}', ${JSON.stringify([gap])}::jsonb)`);
    await database.db.execute(
      sql`update thumbline.deliveries set want_version = want_version + 1 where kind = 'digest'`,
    );
    const shows = () => JSON.stringify(posted()[0]?.blocks).includes('Where is my order?');
    await eventually(shows, true);
    await database.db.execute(sql`delete from feedback.conversations where id = 'down-0'`);
    await eventually(shows, false);
  });

  test('arrives once with its picture where the answer to its post is lost', async () => {
    standIn().faults.script('chat.postMessage', [{ do: 'accept-then-500' }]);
    deliver();
    await eventually(
      async () =>
        (
          await database.db.execute(
            sql`select state, have_version >= want_version as is_edited from thumbline.deliveries where kind = 'digest'`,
          )
        ).map(({ state, is_edited }) => ({ state, is_edited })),
      [{ state: 'sent', is_edited: true }],
    );
    expect(kinds()).toHaveLength(1);
    expect(kinds()[0]).toContain('image');
    expect(uploads()).toBe(1);
  });

  test('arrives with Slack’s own chart and its table where Slack never gets the file ready', async () => {
    await rate('other', 'up', 20, 'returns');
    standIn().faults.fileReadyAfterMs = 60_000;
    deliver();
    await eventually(() => posted().length, 1);
    expect(kinds()[0]).not.toContain('image');
    expect(kinds()[0]).toEqual(expect.arrayContaining(['data_visualization', 'data_table']));
    expect(uploads()).toBe(1);
  });

  test('arrives with the picture of the chart service where there is one and Slack refuses the uploaded one', async () => {
    standIn().faults.script('chat.postMessage', [{ do: 'refuse', error: 'invalid_blocks' }]);
    deliver({ quickchartUrl: 'https://quickchart.io' });
    await eventually(() => posted().length, 1);
    expect(JSON.stringify(posted()[0]?.blocks)).toContain('"image_url":"https://quickchart.io/chart?');
  });

  test('arrives in text where Slack refuses its own chart, too', async () => {
    const refused = { do: 'refuse', error: 'invalid_blocks' } as const;
    standIn().faults.script('chat.postMessage', [refused, refused]);
    deliver();
    await eventually(() => posted().length, 1);
    expect(kinds()[0]).not.toContain('image');
    expect(kinds()[0]).not.toContain('data_visualization');
    expect(wordsOf({ blocks: posted()[0]?.blocks ?? [] })).toContain('█');
  });

  test('says the same at every further try, whatever happened since', async () => {
    const owed = {
      key: `digest:${subscriptionId}:${MONDAY}`,
      kind: 'digest' as const,
      workspaceId: '',
      channelId,
      subscriptionId,
      alertId: null,
      rollupId: null,
      ts: null,
      monday: MONDAY,
      pictures: 'none' as const,
      plain: true,
    };
    const first = await renderDigest(tools(), owed);
    await rate('late', 'down', 40);
    await database.db.execute(sql`update thumbline.subscriptions set language = 'de', topics = '{returns}'`);
    expect(await renderDigest(tools(), owed)).toEqual(first);
    await database.db.execute(sql`update thumbline.subscriptions set ended_at = now()`);
    expect(await renderDigest(tools(), owed)).toBeNull();
  });

  test('is made with the settings that it was due with, though nobody has worked it out yet', async () => {
    await empty(database.db, 'thumbline.digests, thumbline.deliveries');
    await database.db.execute(sql`
      update thumbline.subscriptions
      set digest_weekday = 1, digest_time = '00:00', digest_since = began_at, digest_on_since = began_at, assistants = '{shop}'`);
    const [key = ''] = await recordDueDigests(database.db, new Date(instantsOf(WEEK).end.getTime() + 60_000));
    await database.db.execute(sql`update thumbline.subscriptions set language = 'de', assistants = '{other}'`);
    await database.db.execute(sql`update thumbline.digests set due_at = now()`);
    deliver();
    await eventually(() => posted().length, 1);
    expect(key).toContain(MONDAY);
    expect(posted()[0]?.text).toContain('CSAT was 4.43 from 7 ratings');
  });

  test('keeps the figures of whoever was first', async () => {
    const question = { period: WEEK, scope: NOBODY, subscription: null, asOf: new Date(), skippedMonday: null };
    const figures = await loadDigestFigures(database.db, question);
    const key = { subscriptionId, monday: MONDAY };
    const both = await Promise.all([
      freezeFigures(database.db, key, { ...figures, firstWeek: true }),
      freezeFigures(database.db, key, { ...figures, firstWeek: false }),
    ]);
    expect(both[0]).toEqual(both[1]);
  });

  test('says so when it is late, and when the one before was skipped', async () => {
    await database.db.execute(sql`update thumbline.digests set due_at = now() - interval '5 hours'`);
    await database.db.execute(
      sql`update thumbline.subscriptions set digest_since = began_at, digest_on_since = began_at`,
    );
    await database.db.execute(sql`
      insert into thumbline.digests (subscription_id, monday, zone, due_at)
      values (${subscriptionId}, ${MONDAY}::date - 14, 'UTC', now() - interval '14 days')`);
    deliver();
    await eventually(() => posted().length, 1);
    expect(posted()[0]?.text).toContain('Delayed by 5 hours');
    expect(wordsOf({ blocks: posted()[0]?.blocks ?? [] })).toContain(
      voiceOf('en')
        .words.warning.skipped(voiceOf('en').days(previousPeriod(WEEK)))
        .replace(/\s+/g, ' '),
    );
  });
});

const NOBODY: Scope = { assistants: [], locales: [], topics: [] };

describe('the figures', () => {
  const figures = async (asOf = instantsOf(WEEK).end) =>
    loadDigestFigures(database.db, {
      period: WEEK,
      scope: NOBODY,
      subscription: { id: subscriptionId, alerts: 'downvotes' },
      asOf,
      skippedMonday: null,
    });

  test('are broken down by assistant where there are several, the sandbox left out and its size told', async () => {
    await rate('a', 'up', 10, 'Shop');
    await rate('b', 'down', 20, 'Shop');
    await rate('c', 'up', 20, 'Returns');
    await rate('before', 'up', -20, 'Shop');
    for (const id of ['s1', 's2']) {
      await giveConversation(database.db, { assistant: 'Shop', id, environment: 'sandbox', ratedAt: hour(30) });
    }
    const { breakdown, warnings, overview, firstWeek } = await figures(hour(40));
    expect(breakdown).toMatchObject({
      by: 'assistant',
      parts: [
        { id: 'Shop', mean: 3, rated: 2, meanBefore: 5, ratedBefore: 1, call: 'too few to call' },
        { id: 'Returns', mean: 5, rated: 1, meanBefore: null, ratedBefore: 0 },
      ],
    });
    expect(overview.csat.rated).toBe(3);
    expect(firstWeek).toBe(false);
    expect(warnings).toEqual([{ kind: 'sandbox', conversations: 2, share: 0.4 }]);
  });

  test('are broken down by the topics, else the locales, that a subscription to one assistant names', async () => {
    const give = (id: string, verdict: 'up' | 'down', topics: string[], locale: string, hours = 10) =>
      giveConversation(database.db, { assistant: 'shop', id, verdict, topics, locale, ratedAt: hour(hours) });
    await give('a', 'up', ['returns', 'shipping'], 'de-AT');
    await give('b', 'down', ['returns'], 'de-DE');
    await give('c', 'up', ['sizes'], 'en-GB');
    await give('d', 'up', ['returns'], 'fr-FR', -20);
    await database.db.execute(sql`
      insert into feedback.thumbs (assistant_id, conversation_id, message_id, value, given_at)
      values ('shop', 'a', 'm2', 'down', ${instant(hour(10))})`);
    const asked = (scope: Partial<Scope>) =>
      loadBreakdown(database.db, { period: WEEK, scope: { ...NOBODY, assistants: ['shop'], ...scope } });
    expect(await asked({ topics: ['returns', 'shipping', 'sizes', 'rental'] })).toMatchObject({
      by: 'topic',
      parts: [
        { id: 'returns', rated: 2, mean: 3, ratedBefore: 1, thumbs: { up: 0, down: 1 } },
        { id: 'shipping', rated: 1, mean: 5, ratedBefore: 0, meanBefore: null, thumbs: { up: 0, down: 1 } },
        { id: 'sizes', rated: 1, thumbs: { up: 0, down: 0 } },
      ],
    });
    expect(await asked({ locales: ['de', 'en_GB', 'fr'] })).toMatchObject({
      by: 'locale',
      parts: [
        { id: 'de', rated: 2, thumbs: { down: 1 } },
        { id: 'en_GB', rated: 1 },
        { id: 'fr', rated: 0, mean: null, ratedBefore: 1 },
      ],
    });
    expect(await asked({ topics: ['returns', 'shipping'], locales: ['de', 'en'] })).toMatchObject({ by: 'topic' });
    expect(await asked({ topics: ['sizes', 'rental'] })).toBeNull();
    expect(await asked({})).toBeNull();
  });

  test('tell what became of the downvotes, from when the channel could see the card', async () => {
    const given = [
      { id: 'd1', hours: 10, acknowledgedAfter: 10 },
      { id: 'd2', hours: 11, acknowledgedAfter: 30 },
      { id: 'd3', hours: 12, acknowledgedAfter: null },
      { id: 'd4', hours: 13, acknowledgedAfter: null },
      { id: 'd5', hours: 14, acknowledgedAfter: null },
      { id: 'old', hours: -50, acknowledgedAfter: null },
    ];
    for (const { id, hours, acknowledgedAfter } of given) {
      await rate(id, 'down', hours);
      const [alert] = await database.db.execute<{ id: string }>(sql`
        insert into thumbline.alerts (subscription_id, assistant_id, conversation_id, facts, acknowledged_by, acknowledged_at)
        values (${subscriptionId}, 'shop', ${id}, '', ${acknowledgedAfter === null ? null : 'U0ANA'},
          ${instant(hour(hours))} + make_interval(mins => ${acknowledgedAfter}))
        returning id`);
      await database.db.execute(sql`
        insert into thumbline.deliveries (key, kind, channel_id, subscription_id, alert_id, state, visible_at)
        values (${`alert:${id}`}, 'alert', ${channelId}, ${subscriptionId}, ${Number(alert?.id)}, 'sent', ${instant(hour(hours))})`);
    }
    await rate('d4', 'up', 13);
    const [read] = await database.db.execute<{ id: string }>(
      sql`select id from thumbline.alerts where conversation_id = 'd5'`,
    );
    expect(await readAlert(database.db, { alertId: Number(read?.id), channelId: 'C0RANDOM' })).toBeNull();
    expect(await readAlert(database.db, { alertId: Number(read?.id), channelId })).not.toBeNull();
    await database.db.execute(sql`
      insert into thumbline.triage (assistant_id, conversation_id, outcome, decided_by) values ('shop', 'd1', 'rule', 'U0ANA')`);
    expect((await figures()).loop).toEqual({
      downvotes: 4,
      alerts: { acknowledged: 2, medianMinutes: 20, stillOpen: 2, neverOpened: 1, openFromBefore: 1 },
      triaged: [{ outcome: 'rule', count: 1 }],
    });
  });

  test('tell of ratings that say otherwise than the thumbs inside, in the sentence of each and with what lists them', async () => {
    expect((await figures()).signals).toEqual({ recovered: 0, spoiled: 0 });
    for (const [id, verdict, thumb] of [
      ['r1', 'up', 'down'],
      ['r2', 'up', 'down'],
      ['s1', 'down', 'up'],
      ['same', 'down', 'down'],
    ] as const) {
      await rate(id, verdict, 10);
      await database.db.execute(sql`
        insert into feedback.thumbs (assistant_id, conversation_id, message_id, value, given_at)
        values ('shop', ${id}, 'm2', ${thumb}, ${instant(hour(10))})`);
    }
    expect((await figures()).signals).toEqual({ recovered: 2, spoiled: 1 });
  });

  test('warn of a source that is silent for longer than ever before, and not of one that pauses as it used to', async () => {
    for (const [id, hours] of [
      ['a', -100],
      ['b', -70],
      ['c', 0],
      ['d', 2],
    ] as const)
      await rate(id, 'up', hours);
    const asOf = (hours: number) => ({ scope: NOBODY, asOf: hour(hours) });
    expect(await listSilences(database.db, asOf(20))).toEqual([]);
    expect(await listSilences(database.db, asOf(40))).toMatchObject([
      { assistant: 'shop', longestBeforeMinutes: 70 * 60 },
    ]);
    expect((await figures(hour(40))).warnings).toEqual([]);
    expect((await figures(hour(80))).warnings).toMatchObject([{ kind: 'silent', assistant: 'shop' }]);
  });

  test('of an empty database make a digest all the same', async () => {
    const { message, plain } = await previewFor({ ...tools(), uploadPng: null }, null, new Date());
    assertFitsSlack(message);
    assertFitsSlack(await plain());
    expect(message.text).toContain('No conversation has come in yet');
  });
});

test('a preview owes nothing and keeps nothing', async () => {
  await rate('a', 'down', 5);
  const subscription = await findSubscription(database.db, channelId);
  const { message } = await previewFor(tools(), subscription, new Date());
  expect(message.text).toMatch(/^Trial/);
  const [kept] = await database.db.execute(
    sql`select count(*)::int as n from thumbline.digests where figures is not null`,
  );
  expect(kept?.n).toBe(0);
  expect(await recordDueDigests(database.db)).toEqual([]);
  expect(previousPeriod(currentWeek(new Date(), 'UTC'))).toEqual(WEEK);
});
