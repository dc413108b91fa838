import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import type { Feedback } from '../../src/csat/feedback.ts';
import { ANY_CONVERSATION, type ConversationFilter } from '../../src/csat/filters.ts';
import { lastCompleteWeek, periodOf } from '../../src/csat/period.ts';
import type { Database } from '../../src/db/client.ts';
import { loadConversation } from '../../src/db/conversation.ts';
import { countConversations, listConversations } from '../../src/db/conversations.ts';
import { loadBreakdown } from '../../src/db/digest-breakdown.ts';
import { reserveNextToTriage } from '../../src/db/next-to-triage.ts';
import { loadOverview } from '../../src/db/overview.ts';
import { recordOwedAlerts } from '../../src/db/owed-alerts.ts';
import { settleMarks } from '../../src/db/settle-marks.ts';
import { useDatabase } from '../support/database.ts';
import { BIGGEST, giveManyConversations, NEWEST, SMALLER } from '../support/many-conversations.ts';
import { pagesTouched } from '../support/pages-touched.ts';

const database = useDatabase();

beforeAll(async () => {
  await giveManyConversations(database, 20_000);
  await database.db.execute(sql`select thumbline.mark_everything()`);
  while ((await settleMarks(database.db)) > 0);
  for (const table of ['tallies', 'hour_tallies', 'locale_tallies', 'tally_marks'])
    await database.db.execute(sql.raw(`vacuum analyze thumbline.${table}`));
}, 60_000);

const period = periodOf('2026-08-18', '2026-11-16', 'Asia/Kolkata');
const year = periodOf('2025-11-17', '2026-11-16', 'Asia/Kolkata');
const biggest = { ...ANY_CONVERSATION, assistants: [BIGGEST] };
const list =
  (feedback: Feedback, filter: Partial<ConversationFilter> = {}) =>
  (db: Database) =>
    listConversations(db, { feedback, filter: { ...biggest, ...filter }, limit: 10, after: null, before: null });
const count =
  (feedback: Feedback, filter: Partial<ConversationFilter> = {}) =>
  (db: Database) =>
    countConversations(db, { feedback, filter: { ...biggest, ...filter } });
const overview = (days: number, locales: string[] = [], assistants: string[] = [BIGGEST], zone = 'Asia/Kolkata') => {
  const week = lastCompleteWeek(NEWEST, 'Europe/Berlin');
  const scope = { assistants, locales, topics: [] };
  return (db: Database) =>
    loadOverview(db, { period: days === 7 ? week : { ...period, zone }, scope, environment: 'real' });
};
const byLanguage = (db: Database) => {
  const scope = { assistants: [BIGGEST], locales: ['de', 'en', 'fr-FR'], topics: [] };
  return loadBreakdown(db, { period: lastCompleteWeek(NEWEST, 'Europe/Berlin'), scope });
};
const deep = async (db: Database) => {
  const query = { feedback: 'downvote', filter: biggest, before: null } as const;
  const { next } = await listConversations(database.db, { ...query, limit: 300, after: null });
  return listConversations(db, { ...query, limit: 10, after: next });
};
const transcript = async (db: Database) => {
  const [row] = await database.db.execute<{ id: string }>(sql`
    select id from feedback.conversations where assistant_id = ${BIGGEST} order by id offset 1000 limit 1`);
  return loadConversation(db, { assistant: BIGGEST, id: String(row?.id) });
};

const alerts = (db: Database) => recordOwedAlerts(db, 3_600_000);

// At most so many pages: two fifths more than were seen. Eleven rows with thumbs and first questions take some 150 of them by key.
test.each([
  ['a list of downvotes', list('downvote'), 240],
  ['a page deep in it', deep, 240],
  ['a list of what is not rated', list('unknown'), 230],
  ['a list of a smaller assistant', list('downvote', { assistants: [SMALLER] }), 200],
  ['a list of every assistant', list('downvote', { assistants: [] }), 237],
  ['a list of what nobody rated, of every assistant', list('unknown', { assistants: [] }), 240],
  ['a list of one language', list('downvote', { locales: ['de'] }), 240],
  ['a list of a rare language', list('unknown', { locales: ['is'] }), 46],
  ['a list of two languages', list('unknown', { locales: ['is', 'de-AT'] }), 240],
  ['a list of a rare language, of every assistant', list('unknown', { assistants: [], locales: ['is'] }), 220],
  ['a list of one topic', list('downvote', { topics: ['topic 3'] }), 630],
  ['a list of what is open', list('downvote', { triage: 'open' }), 270],
  ['a list of signals', list('downvote', { signal: 'spoiled' }), 430],
  ['a search for a frequent word', list('downvote', { words: 'VERSANDKOSTEN' }), 820],
  ['a search for what is nowhere', list('unknown', { words: 'no such thing' }), 20060],
  ['a total', count('unknown'), 40],
  ['a total of every assistant', count('unknown', { assistants: [] }), 40],
  ['a total of one language', count('unknown', { locales: ['de'] }), 40],
  ['a transcript', transcript, 20],
  ['a week', overview(7), 50],
  ['a quarter of a year', overview(90), 470],
  ['the same between whole hours', overview(90, [], [BIGGEST], 'Europe/Berlin'), 440],
  ['a week of one language', overview(7, ['de']), 35],
  ['a week of one language and country', overview(7, ['de-AT']), 35],
  ['a quarter of a year of one language', overview(90, ['de']), 400],
  ['a quarter of a year of every assistant', overview(90, [], []), 7900],
  ['the same of one language', overview(90, ['de'], []), 7700],
  ['a quarter of a year of every assistant between whole hours', overview(90, [], [], 'Europe/Berlin'), 7850],
  ['the languages of a digest', byLanguage, 31],
  ['what to triage next', (db: Database) => reserveNextToTriage(db, { person: 'U1', scope: biggest }), 420],
  ['alerts that are owed', alerts, 30],
] as [string, (db: Database) => Promise<unknown>, number][])(
  '%s touches few pages, and no table from end to end',
  async (_, ask, most) => {
    const touched = await pagesTouched(database.url, ask);
    expect(touched.scanned).toEqual([]);
    expect(touched.pages).toBeLessThanOrEqual(most);
  },
);

test.each([
  ['what to triage next', (db: Database) => reserveNextToTriage(db, { person: 'U1', scope: biggest })],
  ['a list', list('downvote')],
  ['a week', overview(7)],
  [
    'a quarter of a year of a topic',
    (db: Database) => loadOverview(db, { period, scope: { ...biggest, topics: ['topic 3'] }, environment: 'real' }),
  ],
  ['the languages of a digest', byLanguage],
] as [string, (db: Database) => Promise<unknown>][])(
  '%s of one assistant does not go through what all of them have',
  async (_, ask) => {
    const { indexes } = await pagesTouched(database.url, ask);
    expect(indexes.filter((name) => /_of_all$|_language$/.test(name))).toEqual([]);
  },
);

test.each([
  ['a search within a period', list('upvote', { period: year, words: 'no such thing' })],
  ['what to triage next', (db: Database) => reserveNextToTriage(db, { person: 'U1', scope: biggest })],
])('%s is read in the order of the list, whatever the planner expects', async (_, ask) => {
  const touched = await pagesTouched(database.url, ask, 'set local random_page_cost = 8');
  expect(touched.collected).not.toContain('conversations');
});

test.each([
  ['conversations_by_verdict', list('downvote', { assistants: [SMALLER] }), 170],
  ['conversations_by_verdict_of_all', list('downvote', { assistants: [] }), 200],
  ['conversations_unrated_of_all', list('unknown', { assistants: [] }), 240],
  ['conversations_by_verdict_and_language', list('upvote', { locales: ['is'] }), 20],
  ['conversations_unrated_by_language', list('unknown', { locales: ['is'] }), 46],
  ['conversations_by_rating_change', alerts, 30],
])('without the index %s more would be touched', async (index, ask, most) => {
  const touched = await pagesTouched(database.url, ask, `drop index feedback.${index}`);
  expect(touched.pages).toBeGreaterThan(most);
});

test('a search that stops says where, and goes on from there until it has found what there is', async () => {
  const [oldest] = await database.db.execute<{ id: string }>(sql`
    select id from feedback.conversations where assistant_id = ${BIGGEST} and environment = 'real' and verdict is null
    order by started_at limit 1`);
  const id = String(oldest?.id);
  const filter = { ...biggest, words: `#${Number.parseInt(id, 16)} ` };
  const page = (after: string | null) =>
    listConversations(database.db, { feedback: 'unknown', filter, limit: 10, after, before: null });
  let last = await page(null);
  expect(last).toMatchObject({ conversations: [], searchedTo: expect.any(Date), next: expect.any(String) });
  while (last.next !== null) last = await page(last.next);
  expect(last.conversations.map((found) => found.id)).toEqual([id]);
  expect(last).toMatchObject({ searchedTo: null, previous: expect.any(String) });
  expect(await countConversations(database.db, { feedback: 'unknown', filter })).toBeNull();
});
