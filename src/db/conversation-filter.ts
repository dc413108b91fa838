import { type SQL, sql } from 'drizzle-orm';
import type { Feedback } from '../csat/feedback.ts';
import type { ConversationFilter } from '../csat/filters.ts';
import { instantsOf } from '../csat/period.ts';
import { instant } from './client.ts';
import { ENVIRONMENT_LITERAL, localeAndTopicConditions, localesAsked } from './scope.ts';
import { wordsCondition } from './words.ts';

/** By which instant a list is ordered and cut into periods. */
export const timeOf = (feedback: Feedback): SQL => (feedback === 'unknown' ? sql`c.started_at` : sql`c.rated_at`);

/** Literals, so that the planner sees which partial index holds the rows. */
const VERDICT_CONDITION: Record<Feedback, SQL> = {
  upvote: sql`c.verdict = 'up'`,
  downvote: sql`c.verdict = 'down'`,
  unknown: sql`c.verdict is null`,
};

/**
 * What an index answers by itself, in the order of the list: the feedback, the environment and the period. The assistant and the
 * language are apart.
 */
export function indexedConditions(feedback: Feedback, filter: ConversationFilter): SQL {
  const at = timeOf(feedback);
  const period = filter.period === null ? null : instantsOf(filter.period);
  return sql.join([
    sql`c.environment = ${ENVIRONMENT_LITERAL[filter.environment]} and ${VERDICT_CONDITION[feedback]}`,
    period === null ? sql`` : sql` and ${at} >= ${instant(period.start)} and ${at} < ${instant(period.end)}`,
  ]);
}

/**
 * What must be looked for one by one among the conversations `c` that the index gives. Of what the condition needs of `c`,
 * `indexed` is in the index, so that for a locale alone nothing else is read, and `stored` is in the row.
 */
export type Sought = { condition: SQL; indexed: SQL[]; stored: SQL[] };

/** null: the filter asks for nothing that the index does not answer by itself. */
export function soughtCondition(feedback: Feedback, filter: ConversationFilter): Sought | null {
  // A language is in the index: what is looked for is the country.
  const locales = localesAsked(filter.locales).some((locale) => locale.includes('-')) ? filter.locales : [];
  const asked = [locales.length, filter.topics.length, filter.triage, filter.signal, filter.words];
  if (!asked.some(Boolean)) return null;
  const condition = sql.join([
    sql`true`,
    localeAndTopicConditions({ ...filter, locales }),
    triageCondition(filter.triage),
    signalCondition(filter.signal),
    wordsCondition(filter.words, feedback),
  ]);
  return {
    condition,
    indexed: [...(locales.length > 0 ? [sql`locale`] : []), ...(filter.signal !== null ? [sql`verdict`] : [])],
    stored: [
      ...(filter.topics.length > 0 ? [sql`topics`] : []),
      ...(filter.words !== null && feedback !== 'unknown' ? [sql`negative_reason`] : []),
    ],
  };
}

// OFFSET 0: each is asked of one conversation after the other; the planner would read all of the other table instead.

function triageCondition(triage: ConversationFilter['triage']): SQL {
  if (triage === null) return sql``;
  const decided = sql`select 1 from thumbline.triage d where d.assistant_id = c.assistant_id and d.conversation_id = c.id`;
  if (triage === 'passed' || triage === 'failed')
    return sql` and exists (${decided} and d.retest = ${triage} offset 0)`;
  const stands = sql`${decided} and d.retest is distinct from 'failed'`;
  if (triage === 'open') return sql` and not exists (${stands} offset 0)`;
  if (triage === 'done') return sql` and exists (${stands} and d.done_at is not null offset 0)`;
  return sql` and exists (${stands} and d.outcome = ${triage} offset 0)`;
}

/** Thumbs inside that say otherwise than the rating at the end. */
function signalCondition(signal: ConversationFilter['signal']): SQL {
  if (signal === null) return sql``;
  const thumb = sql`select 1 from feedback.thumbs s where s.assistant_id = c.assistant_id and s.conversation_id = c.id`;
  return signal === 'recovered'
    ? sql` and c.verdict = 'up' and exists (${thumb} and s.value = 'down' offset 0)`
    : sql` and c.verdict = 'down' and exists (${thumb} and s.value = 'up' offset 0)`;
}
