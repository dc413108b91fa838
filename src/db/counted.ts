import { type SQL, sql } from 'drizzle-orm';
import { scoreOf } from '../csat/feedback.ts';
import { LOCALES_OF_CONVERSATION } from './scope.ts';

/**
 * A span `[from, to)` of one assistant and environment, each part an expression of the statement around it. `conditions` are
 * on a conversation `c`, each beginning with "and". `isShort`: it is a small part of what the assistant has.
 */
export type CountedSpan = { assistant: SQL; environment: SQL; from: SQL; to: SQL; conditions?: SQL; isShort?: boolean };

const bareScore = (verdict: 'up' | 'down' | 'neutral') => sql.raw(String(scoreOf(verdict, null)));
const score = sql`coalesce(c.score, case c.verdict when 'up' then ${bareScore('up')} when 'down' then ${bareScore('down')} else ${bareScore('neutral')} end)`;

/**
 * In the order of their times, if the span is short: of an assistant that Postgres knows nothing about, because it is new, it
 * takes any index for as good, and would read all of its conversations for each quarter of an hour.
 */
const inOrder = (isShort: boolean, at: SQL) => (isShort ? sql` order by ${at}` : sql``);

const conversationsWithin = (
  { assistant, environment, from, to, conditions = sql``, isShort = false }: CountedSpan,
  at: SQL,
  more = sql``,
) =>
  sql`(select * from feedback.conversations c where c.assistant_id = ${assistant} and c.environment = ${environment}
    and ${at} >= ${from} and ${at} < ${to}${conditions}${more}${inOrder(isShort, at)}) c`;

const thumbsWithin = ({ assistant, environment, from, to, conditions = sql``, isShort = false }: CountedSpan) =>
  sql`(select t.value, c.locale
    from feedback.thumbs t join feedback.conversations c on c.assistant_id = t.assistant_id and c.id = t.conversation_id
    where t.assistant_id = ${assistant} and t.given_at >= ${from} and t.given_at < ${to}
      and c.environment = ${environment}${conditions}${inOrder(isShort, sql`t.given_at`)}) c`;

const ratings = sql`count(*) as rated, coalesce(sum(${score}), 0) as score_sum,
  coalesce(sum(${score} * ${score}), 0) as score_square_sum,
  count(*) filter (where c.verdict = 'up') as upvotes, count(*) filter (where c.verdict = 'neutral') as neutral,
  count(*) filter (where c.verdict = 'down') as downvotes`;
const thumbs = sql`count(*) filter (where c.value = 'up') as thumbs_up, count(*) filter (where c.value = 'down') as thumbs_down`;

/** One row: the ratings that were given within the span. */
export function countedRatings(span: CountedSpan): SQL {
  return sql`select ${ratings} from ${conversationsWithin(span, sql`c.rated_at`)}`;
}

/** One row: the current thumbs that were given within the span. */
export function countedThumbs(span: CountedSpan): SQL {
  return sql`select ${thumbs} from ${thumbsWithin(span)}`;
}

/** One row: the conversations that started within the span, and how many of them are rated by now. */
export function countedStarts(span: CountedSpan): SQL {
  // Two counts and a difference: each is read from an index of its own, the table is left alone.
  const started = (more?: SQL) => conversationsWithin(span, sql`c.started_at`, more);
  return sql`select total.n as started, total.n - unrated.n as started_rated
    from (select count(*) as n from ${started()}) total
    cross join (select count(*) as n from ${started(sql` and c.verdict is null`)}) unrated`;
}

/** A row for each locale and each language: what the three above count of its conversations; null where one counts nothing. */
export function countedByLocale(span: CountedSpan): SQL {
  const locale = sql`unnest(${LOCALES_OF_CONVERSATION}) as locale`;
  return sql`select * from (select ${locale}, ${ratings} from ${conversationsWithin(span, sql`c.rated_at`)} group by 1) r
    full join (select ${locale}, ${thumbs} from ${thumbsWithin(span)} group by 1) u using (locale)
    full join (
      select ${locale}, count(*) as started, count(c.verdict) as started_rated
      from ${conversationsWithin(span, sql`c.started_at`)} group by 1
    ) v using (locale)`;
}
