import { type SQL, sql } from 'drizzle-orm';
import { scoreOf } from '../csat/feedback.ts';
import { LOCALES_OF_CONVERSATION } from './scope.ts';

/**
 * A span `[from, to)` of one assistant and environment, each part an expression of the statement around it. `conditions` are
 * on a conversation `c`, each beginning with "and".
 */
export type CountedSpan = { assistant: SQL; environment: SQL; from: SQL; to: SQL; conditions?: SQL };

const bareScore = (verdict: 'up' | 'down' | 'neutral') => sql.raw(String(scoreOf(verdict, null)));
const score = sql`coalesce(c.score, case c.verdict when 'up' then ${bareScore('up')} when 'down' then ${bareScore('down')} else ${bareScore('neutral')} end)`;

const conversationsWithin = ({ assistant, environment, from, to, conditions = sql`` }: CountedSpan, at: SQL) =>
  sql`feedback.conversations c where c.assistant_id = ${assistant} and c.environment = ${environment}
    and ${at} >= ${from} and ${at} < ${to}${conditions}`;

const thumbsWithin = ({ assistant, environment, from, to, conditions = sql`` }: CountedSpan) =>
  sql`feedback.thumbs t join feedback.conversations c on c.assistant_id = t.assistant_id and c.id = t.conversation_id
    where t.assistant_id = ${assistant} and t.given_at >= ${from} and t.given_at < ${to}
      and c.environment = ${environment}${conditions}`;

const ratings = sql`count(*) as rated, coalesce(sum(${score}), 0) as score_sum,
  coalesce(sum(${score} * ${score}), 0) as score_square_sum,
  count(*) filter (where c.verdict = 'up') as upvotes, count(*) filter (where c.verdict = 'neutral') as neutral,
  count(*) filter (where c.verdict = 'down') as downvotes`;
const thumbs = sql`count(*) filter (where t.value = 'up') as thumbs_up, count(*) filter (where t.value = 'down') as thumbs_down`;

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
  const started = conversationsWithin(span, sql`c.started_at`);
  return sql`select total.n as started, total.n - unrated.n as started_rated
    from (select count(*) as n from ${started}) total
    cross join (select count(*) as n from ${started} and c.verdict is null) unrated`;
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
