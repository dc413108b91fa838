import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { Environment } from '../../src/csat/feedback.ts';
import { addDays, periodOf } from '../../src/csat/period.ts';
import type { Database } from '../../src/db/client.ts';
import { loadBreakdown } from '../../src/db/digest-breakdown.ts';
import { loadOverview } from '../../src/db/overview.ts';
import { settleMarks } from '../../src/db/settle-marks.ts';
import { sumTallies } from '../../src/db/tallies.ts';
import { empty, useDatabase } from '../support/database.ts';

const database = useDatabase();
const FIRST = '2026-10-20';

afterEach(async () => {
  await empty(database.db, 'feedback.assistants');
});

async function settleAll() {
  while ((await settleMarks(database.db)) > 0);
}

const marks = async () => {
  const [row] = await database.db.execute(sql`select count(*)::int as n from thumbline.tally_marks`);
  return row?.n;
};

/** Tallies know no topics: asking for the one that every conversation has counts the feedback itself. */
async function expectSameAsFeedback(
  zone: string,
  environment: Environment,
  scope: { assistants?: string[]; locales?: string[] } = {},
) {
  for (const days of [1, 12]) {
    const period = periodOf(addDays(FIRST, days), addDays(FIRST, days + 9), zone);
    const ask = (topics: string[]) =>
      loadOverview(database.db, { period, scope: { assistants: [], locales: [], ...scope, topics }, environment });
    expect(await ask([])).toEqual(await ask(['any']));
  }
}

/** A digest's breakdown by locale, as above. */
async function expectSameParts(zone: string) {
  const period = periodOf(addDays(FIRST, 7), addDays(FIRST, 14), zone);
  const scope = { assistants: ['a'], locales: ['de', 'DE_at', 'en', 'zh-Hant-TW'] };
  const ask = (topics: string[]) => loadBreakdown(database.db, { period, scope: { ...scope, topics } });
  expect(await ask([])).toEqual(await ask(['any']));
}

// Three weeks with the clock changes of Berlin, New York and (a whole day off, long ago) none: quarters and what is beside them.
const instant = fc
  .record({ quarter: fc.integer({ min: 0, max: 21 * 96 }), beside: fc.constantFrom(-1, 0, 1, 437_000) })
  .map(({ quarter, beside }) => new Date(Date.parse(`${FIRST}T00:00:00Z`) + quarter * 900_000 + beside).toISOString());
const assistant = fc.constantFrom('a', 'b');
const id = fc.integer({ min: 0, max: 11 }).map((n) => `c${n}`);
const verdict = fc.constantFrom('up', 'down', 'neutral', null);
const score = fc.constantFrom(null, 1, 2, 3, 4, 5);
const environment = fc.constantFrom('real', 'real', 'sandbox');
const locale = fc.constantFrom('de-DE', 'de_AT', 'de-at', 'DE', 'en-GB', 'zh-Hant-TW', '-de', '', null);
/** Of one language, of one country, one within the other, odd ones. */
const locales = fc.constantFrom<string[][]>(
  ['de'],
  ['DE_at'],
  ['de-AT', 'de', 'zh-Hant-TW'],
  ['en-gb', 'zh-Hant'],
  [''],
);

/** What any writer may do: written as SQL, since not every writer is ours. */
const change = fc.oneof(
  fc.record({ assistant, id, environment, locale, at: instant, verdict, score }).map(
    (x) => sql`
      insert into feedback.conversations (assistant_id, id, environment, locale, started_at, topics, verdict, score, rated_at)
      values (${x.assistant}, ${x.id}, ${x.environment}, ${x.locale}, ${x.at}, array['any'], ${x.verdict},
        ${x.verdict && x.score}, ${x.verdict && x.at})
      on conflict (assistant_id, id) do update set started_at = excluded.started_at, environment = excluded.environment`,
  ),
  fc.record({ assistant, id, at: instant, verdict, score }).map(
    (x) => sql`
      update feedback.conversations set verdict = ${x.verdict}, score = ${x.verdict && x.score}, rated_at = ${x.verdict && x.at}
      where assistant_id = ${x.assistant} and id = ${x.id}`,
  ),
  fc
    .record({ assistant, environment })
    .map(
      (x) => sql`update feedback.conversations set environment = ${x.environment} where assistant_id = ${x.assistant}`,
    ),
  fc
    .record({ assistant, locale })
    .map((x) => sql`update feedback.conversations set locale = ${x.locale} where assistant_id = ${x.assistant}`),
  fc
    .record({ assistant, id, locale })
    .map(
      (x) =>
        sql`update feedback.conversations set locale = ${x.locale} where assistant_id = ${x.assistant} and id = ${x.id}`,
    ),
  fc.record({ assistant, id }).map(
    (x) => sql`
      insert into feedback.messages (assistant_id, conversation_id, id, role, body, sent_at)
      select assistant_id, id, 'm' || n, 'assistant', '', started_at from feedback.conversations cross join generate_series(0, 3) n
      where assistant_id = ${x.assistant} and id = ${x.id} on conflict do nothing`,
  ),
  fc.record({ assistant, at: instant, value: fc.constantFrom('up', 'down') }).map(
    (x) => sql`
      insert into feedback.thumbs (assistant_id, conversation_id, message_id, value, given_at)
      select assistant_id, conversation_id, id, ${x.value}, ${x.at} from feedback.messages
      where assistant_id = ${x.assistant} order by conversation_id desc, id limit 6
      on conflict (assistant_id, conversation_id, message_id) do update set value = excluded.value, given_at = excluded.given_at`,
  ),
  fc
    .record({ assistant, id })
    .map((x) => sql`delete from feedback.conversations where assistant_id = ${x.assistant} and id = ${x.id}`),
  fc
    .record({ assistant, value: fc.constantFrom('up', 'down') })
    .map((x) => sql`delete from feedback.thumbs where assistant_id = ${x.assistant} and value = ${x.value}`),
  fc.constant(sql`truncate feedback.thumbs`),
);

/** What is there, and tallied, before the changes: each conversation rated, each message with a thumb. */
async function giveSome() {
  await database.db.execute(sql`insert into feedback.assistants (id, name) values ('a', 'A'), ('b', 'B')`);
  await database.db.execute(sql`
    insert into feedback.conversations (assistant_id, id, locale, started_at, topics, verdict, rated_at)
    select a, 'c' || n, (array['de-DE', 'de-AT', 'en-GB', null])[1 + n % 4], ${FIRST}::timestamptz + n * interval '31 hours', array['any'], 'up', ${FIRST}::timestamptz + n * interval '32 hours'
    from generate_series(0, 11) n cross join unnest(array['a', 'b']) a`);
  await database.db.execute(sql`
    insert into feedback.messages (assistant_id, conversation_id, id, role, body, sent_at)
    select assistant_id, id, 'm' || n, 'assistant', '', started_at from feedback.conversations cross join generate_series(0, 3) n`);
  await database.db.execute(sql`
    insert into feedback.thumbs (assistant_id, conversation_id, message_id, value, given_at)
    select assistant_id, conversation_id, id, 'up', sent_at from feedback.messages`);
}

test('after any changes and erasures, settled or not, the figures are those of the feedback, in every zone', async () => {
  let fromTallies = 0;
  const zone = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe');
  const step = fc.record({
    changes: fc.array(change, { minLength: 1, maxLength: 8 }),
    settle: fc.boolean(),
    zone,
    locales,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 5 }), async (steps) => {
      await empty(database.db, 'feedback.assistants');
      await giveSome();
      await settleAll();
      for (const { changes, settle, zone, locales } of steps) {
        for (const statement of changes) await database.db.execute(statement);
        if (settle) await settleAll();
        await expectSameAsFeedback(zone, 'real');
        await expectSameAsFeedback(zone, 'sandbox', { assistants: ['a'] });
        await expectSameAsFeedback(zone, 'real', { locales });
        await expectSameAsFeedback(zone, 'sandbox', { assistants: ['b'], locales });
        await expectSameParts(zone);
        const bounds = [new Date(`${FIRST}T00:00:00Z`), new Date(`${FIRST}T01:00:00Z`)];
        const asked = { assistants: [], environment: 'real' as const, bounds };
        if (settle && (await sumTallies(database.db, { ...asked, locales: ['de'] }))) fromTallies += 1;
      }
    }),
    { numRuns: 6, seed: 5 },
  );
  expect(fromTallies).toBeGreaterThan(5);
});

const give = (id: string, at: string) => sql`
  insert into feedback.conversations (assistant_id, id, locale, started_at, topics, verdict, rated_at)
  values ('a', ${id}, 'de-AT', ${at}, array['any'], 'down', ${at})`;

test('what is committed while its quarter is being settled is marked still', async () => {
  await database.db.execute(sql`insert into feedback.assistants (id, name) values ('a', 'A')`);
  await database.db.execute(give('before', '2026-10-23T10:00:00Z'));
  await database.db.transaction(async (tx) => {
    await tx.execute(give('meanwhile', '2026-10-23T10:01:00Z'));
    await settleAll();
    expect(await marks()).toBe(0);
  });
  expect(await marks()).toBe(1);
  await expectSameAsFeedback('UTC', 'real');
  await expectSameAsFeedback('UTC', 'real', { locales: ['de'] });
  await settleAll();
  await expectSameAsFeedback('UTC', 'real');
  await expectSameAsFeedback('UTC', 'real', { locales: ['de'] });
  expect(await marks()).toBe(0);
});

test('a conversation moves with its thumbs to another locale, once that is settled and before', async () => {
  await giveSome();
  await settleAll();
  const whole = [new Date(`${FIRST}T00:00:00Z`), new Date('2026-11-20T00:00:00Z')];
  const of = async (...locales: string[]) =>
    (await sumTallies(database.db, { assistants: ['a'], locales, environment: 'real', bounds: whole }))?.[0];
  expect(await of('de')).toMatchObject({ rated: 6, thumbsUp: 24, started: 6 });
  expect(await of('de-AT')).toMatchObject({ rated: 3, thumbsUp: 12, started: 3 });
  await database.db.execute(sql`update feedback.conversations set locale = 'de_CH' where id = 'c1'`);
  const moved = async () => {
    expect(await of('de')).toMatchObject({ rated: 6, thumbsUp: 24, started: 6 });
    expect(await of('de-AT')).toMatchObject({ rated: 2, thumbsUp: 8, started: 2 });
    expect(await of('de-ch', 'DE_at')).toMatchObject({ rated: 3, thumbsUp: 12, started: 3 });
  };
  await moved();
  await settleAll();
  expect(await marks()).toBe(0);
  await moved();
});

test('a process from before the locales were tallied takes no marks off', async () => {
  await giveSome();
  const before = await marks();
  const settled = database.db.execute(sql`
    with taken as (delete from thumbline.tally_marks returning assistant_id, begins_at)
    insert into thumbline.tallies (assistant_id, environment, begins_at, rated, score_sum, score_square_sum, upvotes, neutral,
      downvotes, thumbs_up, thumbs_down, started, started_rated)
    select distinct assistant_id, 'real', begins_at, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 from taken`);
  await expect(settled).rejects.toThrow();
  expect(await marks()).toBe(before);
});

test('a change that changes no figure marks nothing', async () => {
  await database.db.execute(sql`insert into feedback.assistants (id, name) values ('a', 'A')`);
  await database.db.execute(give('c', '2026-10-23T10:00:00Z'));
  await settleAll();
  await database.db.execute(sql`update feedback.conversations set negative_reason = 'Late', summary = 'A parcel'`);
  expect(await marks()).toBe(0);
});

test('with many marks, or midnights within a quarter of an hour, the feedback itself is counted', async () => {
  await database.db.execute(sql`insert into feedback.assistants (id, name) values ('a', 'A')`);
  await database.db.execute(sql`
    insert into feedback.conversations (assistant_id, id, started_at, topics)
    select 'a', n::text, '2026-10-22T00:00:00Z'::timestamptz + n * interval '15 minutes', array['any'] from generate_series(0, 99) n`);
  const bounds = [new Date('2026-10-20T00:00:00Z'), new Date('2026-10-30T00:00:00Z')];
  const asked = { assistants: ['a'], locales: [], environment: 'real' as const, bounds };
  expect(await sumTallies(database.db, asked)).toBeNull();
  await expectSameAsFeedback('Asia/Tokyo', 'real');
  await settleAll();
  expect(await sumTallies(database.db, asked)).toMatchObject([{ started: 100 }]);
  expect(await sumTallies(database.db, { ...asked, bounds: [new Date('1960-01-01T00:44:30Z'), ...bounds] })).toBeNull();
});

/** Rows of the tables that this transaction has read by now. */
async function rowsRead(tx: Database, ...tables: string[]) {
  const [row] = await tx.execute(sql`
    select sum(seq_tup_read + idx_tup_fetch)::int as n from pg_stat_xact_user_tables where relname in ${tables}`);
  return Number(row?.n);
}

test('of an assistant that Postgres knows nothing about yet, settling reads each conversation so many times, not each for each', async () => {
  await database.db.transaction(async (tx) => {
    await tx.execute(sql`insert into feedback.assistants (id, name) values ('a', 'A')`);
    await tx.execute(sql`
      insert into feedback.conversations (assistant_id, id, started_at, verdict, rated_at)
      select 'a', n::text, at, 'up', at from (
        select n, ${FIRST}::timestamptz + n * interval '15 minutes' as at from generate_series(1, 2000) n) c`);
    while ((await settleMarks(tx)) > 0);
    expect(await rowsRead(tx, 'conversations')).toBeLessThan(2_000 * 40);
  });
});

test('an hour is summed up from its quarters, however many there are by now', async () => {
  const giveTallies = (tx: Database, first: number, last: number) =>
    tx.execute(sql`
      insert into thumbline.tallies (assistant_id, environment, begins_at, locales, rated, score_sum, score_square_sum, upvotes,
        neutral, downvotes, thumbs_up, thumbs_down, started, started_rated)
      select 'hours', 'real', ${FIRST}::timestamptz + n * interval '15 minutes', '{}', 1, 5, 25, 1, 0, 0, 0, 0, 1, 1
      from generate_series(${first}::int, ${last}) n`);
  await database.db.transaction(async (tx) => {
    await tx.execute(sql`insert into feedback.assistants (id, name) values ('hours', 'Hours')`);
    // How it is done is decided with the first few, and kept by the session.
    await giveTallies(tx, 1, 5);
    await giveTallies(tx, 6, 5_000);
    const before = await rowsRead(tx, 'tallies');
    await giveTallies(tx, 5_001, 5_001);
    expect((await rowsRead(tx, 'tallies')) - before).toBeLessThan(10);
    const [hour] = await tx.execute(
      sql`select rated, score_sum from thumbline.hour_tallies where assistant_id = 'hours' order by begins_at desc limit 1`,
    );
    expect(hour).toEqual({ rated: 2, score_sum: 10 });
  });
});
