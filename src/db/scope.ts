import { type SQL, sql } from 'drizzle-orm';
import type { Environment } from '../csat/feedback.ts';
import type { Scope } from '../csat/subscription.ts';
import { textArray } from './client.ts';

/** Literals, so that the planner sees which partial index holds the rows. */
export const ENVIRONMENT_LITERAL: Record<Environment, SQL> = { real: sql`'real'`, sandbox: sql`'sandbox'` };

/** A FROM item `a(id)`: the assistants that the scope names, or all of them. Keys lead with the assistant: each is asked by itself. */
export function assistantsIn(scope: Scope): SQL {
  if (scope.assistants.length === 0) return sql`(select id from feedback.assistants) as a`;
  return sql`unnest(${textArray([...new Set(scope.assistants)])}) as a(id)`;
}

/** What a scope's locales and topics demand of a conversation `c`, each beginning with "and"; empty when it names none. */
export function localeAndTopicConditions(scope: Scope): SQL {
  return sql`${localeCondition(scope.locales)}${topicCondition(scope.topics)}`;
}

/** `de` is German of any country, `de-AT` only that; letter case and `_` for `-` are forgiven. */
function localeCondition(locales: string[]): SQL {
  if (locales.length === 0) return sql``;
  const asked = [...new Set(locales.map((locale) => locale.toLowerCase().replaceAll('_', '-')))];
  return sql` and ${localeMatches(textArray(asked))}`;
}

/** Whether the locale of a conversation `c` is one of `asked`, an array of languages and locales in lower case with `-`. */
export function localeMatches(asked: SQL): SQL {
  const stored = sql`lower(replace(c.locale, '_', '-'))`;
  return sql`(${stored} = any(${asked}) or split_part(${stored}, '-', 1) = any(${asked}))`;
}

function topicCondition(topics: string[]): SQL {
  return topics.length === 0 ? sql`` : sql` and c.topics && ${textArray(topics)}`;
}
