import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ConversationKey } from '../src/csat/conversation.ts';
import { ANY_CONVERSATION, type ConversationFilter, type ConversationQuery } from '../src/csat/filters.ts';
import { currentWeek, lastCompleteWeek, type Period } from '../src/csat/period.ts';
import { textArray } from '../src/db/client.ts';
import { loadConversation } from '../src/db/conversation.ts';
import { loadSummaries } from '../src/db/conversation-summaries.ts';
import { countConversations, listConversations } from '../src/db/conversations.ts';
import { endTriageWalk, reserveNextToTriage } from '../src/db/next-to-triage.ts';
import { listOpenAlerts } from '../src/db/open-alerts.ts';
import { loadOverview } from '../src/db/overview.ts';
import { recordOwedAlerts } from '../src/db/owed-alerts.ts';
import { BIGGEST, NEWEST, SMALLER } from '../test/support/many-conversations.ts';
import { overviews, tallied } from './reads-overviews.ts';
import { type Db, type Question, quarter, ZONE } from './reads-question.ts';

const HOUR_MS = 3_600_000;

/** @param patient where the naive forms are asked: a connection that gives up on a statement in the end */
export async function questionsOf(db: Db, patient: Db): Promise<Question[]> {
  return [
    ...(await lists(db, patient)),
    ...(await searches(db, patient)),
    await transcripts(db, patient),
    ...overviews(db, patient),
    ...others(db, patient),
  ];
}

const biggest: ConversationFilter = { ...ANY_CONVERSATION, assistants: [BIGGEST] };
const smaller: ConversationFilter = { ...ANY_CONVERSATION, assistants: [SMALLER] };

async function lists(db: Db, patient: Db): Promise<Question[]> {
  const first: Pick<ConversationQuery, 'limit' | 'after' | 'before'> = { limit: 10, after: null, before: null };
  const query = (feedback: ConversationQuery['feedback'], filter: ConversationFilter, page = first) => ({
    feedback,
    filter,
    ...page,
  });
  const deep = async (feedback: ConversationQuery['feedback']) => {
    const before = await listConversations(db, { ...query(feedback, biggest), limit: 1_000 });
    return { ...first, after: before.next };
  };
  const asked: [string, ConversationQuery][] = [
    ['list: downvotes', query('downvote', biggest)],
    ['list: downvotes, smaller assistant', query('downvote', smaller)],
    ['list: downvotes, all assistants', query('downvote', ANY_CONVERSATION)],
    ['list: downvotes, the 101st page', query('downvote', biggest, await deep('downvote'))],
    ['list: unrated', query('unknown', biggest)],
    ['list: unrated, all assistants', query('unknown', ANY_CONVERSATION)],
    ['list: unrated, the 101st page', query('unknown', biggest, await deep('unknown'))],
    ['list: downvotes of 90 days', query('downvote', { ...biggest, period: quarter })],
    ['list: downvotes locale:de', query('downvote', { ...biggest, locales: ['de'] })],
    ['list: downvotes locale:de-AT', query('downvote', { ...biggest, locales: ['de-AT'] })],
    ['list: downvotes topic', query('downvote', { ...biggest, topics: ['topic 3'] })],
    ['list: downvotes triage:open', query('downvote', { ...biggest, triage: 'open' })],
    ['list: downvotes signal:spoiled', query('downvote', { ...biggest, signal: 'spoiled' })],
    ['list: unrated locale:is (1 in 2,000)', query('unknown', { ...biggest, locales: ['is'] })],
    ['list: the same, all assistants', query('unknown', { ...ANY_CONVERSATION, locales: ['is'] })],
  ];
  const counts: [string, ConversationQuery][] = [
    ['total: downvotes', query('downvote', biggest)],
    ['total: unrated, all assistants', query('unknown', ANY_CONVERSATION)],
    ['total: downvotes topic', query('downvote', { ...biggest, topics: ['topic 3'] })],
  ];
  const questions = asked.map(([name, of]) => pageQuestion(db, patient, name, of));
  return [
    ...(await Promise.all(questions)),
    ...counts.map(([name, of]) => ({
      name,
      ask: () => countConversations(db, of),
      least: () =>
        db.execute(sql`
        select count(*) from (select from feedback.conversations where assistant_id = ${BIGGEST} and environment = 'real'
          and verdict is null order by started_at desc nulls last, id desc nulls last limit 1001) c`),
      naive: () => patient.execute(sql`select count(*) from feedback.conversations c where ${naiveConditions(of)}`),
    })),
  ];
}

async function searches(db: Db, patient: Db): Promise<Question[]> {
  const asked: [string, ConversationQuery['feedback'], ConversationFilter][] = [
    ['search: downvotes, frequent word', 'downvote', { ...biggest, words: 'versandKOSTEN' }],
    ['search: unrated, Japanese', 'unknown', { ...biggest, words: '返品の送料' }],
    ['search: downvotes of 90 days, none has it', 'downvote', { ...biggest, period: quarter, words: 'no such thing' }],
    ['search: unrated, a rare number', 'unknown', { ...biggest, words: '#4242 ' }],
    ['search: unrated, all, none has it', 'unknown', { ...ANY_CONVERSATION, words: 'no such thing' }],
    ['search: downvotes locale:de, frequent word', 'downvote', { ...biggest, locales: ['de'], words: 'レシート' }],
  ];
  return Promise.all(
    asked.map(([name, feedback, filter]) =>
      pageQuestion(db, patient, name, { feedback, filter, limit: 10, after: null, before: null }),
    ),
  );
}

/** Beside the rows of the page by their keys. Naive: filtered, sorted and skipped without an index in mind, as is common. */
async function pageQuestion(db: Db, patient: Db, name: string, query: ConversationQuery): Promise<Question> {
  const { conversations } = await listConversations(db, { ...query, limit: query.limit + 1 });
  const keys = sql`
    select *, now() as at, true as is_match from unnest(${textArray(conversations.map(({ assistant }) => assistant))},
      ${textArray(conversations.map(({ id }) => id))}) with ordinality as k(assistant_id, id, nth)`;
  const at = sql.raw(query.feedback === 'unknown' ? 'c.started_at' : 'c.rated_at');
  return {
    name,
    ask: () => listConversations(db, query),
    least: () => (conversations.length === 0 ? db.execute(sql`select 1`) : loadSummaries(db, keys)),
    naive: () =>
      patient.execute(sql`
      select c.*, count(t.value) filter (where t.value = 'up') as up, count(t.value) filter (where t.value = 'down') as down
      from feedback.conversations c left join feedback.thumbs t on t.assistant_id = c.assistant_id and t.conversation_id = c.id
      where ${naiveConditions(query)} group by c.assistant_id, c.id
      order by ${at} desc, c.id offset ${query.after === null ? 0 : 1_000} limit 10`),
  };
}

function naiveConditions({ feedback, filter }: Pick<ConversationQuery, 'feedback' | 'filter'>): SQL {
  const verdict = { upvote: 'up', downvote: 'down', unknown: null }[feedback];
  const [locale, topic] = [filter.locales[0], filter.topics[0]];
  return sql.join([
    sql`c.environment = 'real' and c.verdict is not distinct from ${verdict}`,
    filter.assistants.length > 0 ? sql` and c.assistant_id || '' = ${filter.assistants[0]}` : sql``,
    locale ? sql` and c.locale ilike ${`${locale}%`}` : sql``,
    topic ? sql` and ${topic} = any(c.topics)` : sql``,
    filter.words
      ? sql` and exists (select from feedback.messages w where w.assistant_id = c.assistant_id and w.conversation_id = c.id
          and w.body ilike ${`%${filter.words}%`})`
      : sql``,
  ]);
}

async function transcripts(db: Db, patient: Db): Promise<Question> {
  const rows = await db.execute(sql`
    select assistant_id as assistant, id from feedback.conversations tablesample bernoulli (1) repeatable (7) limit 500`);
  const keys = z
    .object({ assistant: z.string(), id: z.string() })
    .array()
    .parse([...rows]);
  const key = (run: number) => keys[run % keys.length] as ConversationKey;
  const isIt = (run: number, id: string) =>
    sql`assistant_id = ${key(run).assistant} and ${sql.raw(id)} = ${key(run).id}`;
  return {
    name: 'transcript',
    ask: (run) => loadConversation(db, key(run)),
    least: (run) =>
      Promise.all([
        db.execute(sql`select * from feedback.conversations where ${isIt(run, 'id')}`),
        db.execute(sql`
          select * from feedback.messages m left join feedback.thumbs t using (assistant_id, conversation_id)
          where ${isIt(run, 'conversation_id')}`),
      ]),
    // By a column that no index begins with: the foreign key alone.
    naive: (run) =>
      patient.execute(sql`
      select * from feedback.messages m left join feedback.thumbs t on t.conversation_id = m.conversation_id and t.message_id = m.id
      where m.conversation_id = ${key(run).id} order by m.sent_at`),
  };
}

function others(db: Db, patient: Db): Question[] {
  const scope = { assistants: [BIGGEST], locales: [], topics: [] };
  const now = new Date(NEWEST.getTime() - 4 * HOUR_MS);
  const home = (period: Period) => loadOverview(db, { period, scope, environment: 'real' });
  const one = () => db.execute(sql`select 1`);
  return [
    {
      name: 'walk: /csat next',
      ask: async (run) => {
        await reserveNextToTriage(db, { person: `U${run}`, scope });
        await endTriageWalk(db, `U${run}`);
      },
      least: async () => {
        await one();
        await one();
      },
      naive: () =>
        patient.execute(sql`
        select * from feedback.conversations c where c.assistant_id = ${BIGGEST} and c.verdict = 'down'
          and (c.assistant_id, c.id) not in (select assistant_id, conversation_id from thumbline.triage)
        order by coalesce(c.score, 1), c.rated_at desc limit 1`),
    },
    {
      name: 'home: two weeks, two lists of alerts',
      ask: () =>
        Promise.all([
          home(currentWeek(now, ZONE)),
          home(lastCompleteWeek(now, ZONE)),
          listOpenAlerts(db, { acknowledgedBy: null, channelIds: null, limit: 5 }),
          listOpenAlerts(db, { acknowledgedBy: 'U1', channelIds: null, limit: 5 }),
        ]),
      least: () =>
        Promise.all([
          tallied(db, [BIGGEST], currentWeek(now, ZONE)),
          tallied(db, [BIGGEST], lastCompleteWeek(now, ZONE)),
          one(),
          one(),
        ]),
      naive: null,
    },
    {
      name: 'watch: owed alerts of the last hour',
      ask: () => recordOwedAlerts(db, HOUR_MS),
      least: one,
      naive: () =>
        patient.execute(sql`
        select * from feedback.conversations c where c.verdict = 'down' and c.environment = 'real'
          and c.rating_updated_at::timestamp >= now() - interval '1 hour'
          and c.id not in (select conversation_id from thumbline.alerts)`),
    },
  ];
}
