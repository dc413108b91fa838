import { type SQL, sql } from 'drizzle-orm';
import type { Environment } from '../csat/feedback.ts';
import type { Scope } from '../csat/subscription.ts';
import { textArray } from './client.ts';

/** Literals, so that the planner sees which partial index holds the rows. */
export const ENVIRONMENT_LITERAL: Record<Environment, SQL> = { real: sql`'real'`, sandbox: sql`'sandbox'` };

/** A FROM item `a(id)`: the assistants that the scope names, or all of them. Keys lead with the assistant: each is asked by itself. */
export function assistantsIn(scope: Scope): SQL {
  if (scope.assistants.length === 0) return sql`(select id from feedback.assistants) as a`;
  const distinct = [...new Set(scope.assistants)];
  // A constant is planned for faster than a list of one.
  if (distinct.length === 1) return sql`(select ${distinct[0]}::text as id) as a`;
  return sql`unnest(${textArray(distinct)}) as a(id)`;
}

/** What a scope's locales and topics demand of a conversation `c`, each beginning with "and"; empty when it names none. */
export function localeAndTopicConditions(scope: Scope): SQL {
  return sql`${localeCondition(scope.locales)}${topicCondition(scope.topics)}`;
}

/** What a scope's locales demand of a conversation `c`, beginning with "and"; empty when it names none. */
export function localeCondition(locales: string[]): SQL {
  return locales.length === 0 ? sql`` : sql` and ${localeMatches(textArray(localesAsked(locales)))}`;
}

/**
 * As they are compared: `de` is German of any country, `de-AT` only that; letter case and `_` for `-` are forgiven. None is
 * within another: beside `de`, `de-AT` asks for nothing more.
 */
export function localesAsked(locales: string[]): string[] {
  const asked = new Set(locales.map((locale) => locale.toLowerCase().replaceAll('_', '-')));
  return [...asked].filter((locale) => !locale.includes('-') || !asked.has(locale.split('-')[0] as string));
}

/** The languages of what is asked for, each once. */
export const languagesAsked = (locales: string[]): string[] => [
  ...new Set(localesAsked(locales).map((locale) => locale.split('-')[0] as string)),
];

const storedLocale = sql`lower(replace(c.locale, '_', '-'))`;
/** The language of a conversation `c`, letter for letter as in the indexes by language. */
export const storedLanguage = sql`split_part(${storedLocale}, '-', 1)`;

/** Whether the locale of a conversation `c` is one of `asked`, an array of languages and locales in lower case with `-`. */
export function localeMatches(asked: SQL): SQL {
  return sql`(${storedLocale} = any(${asked}) or ${storedLanguage} = any(${asked}))`;
}

/** The array of what may be asked for so that a conversation `c` matches: its locale and its language, which may be one. */
export const LOCALES_OF_CONVERSATION = sql`array_remove(array[${storedLocale}, nullif(${storedLanguage}, ${storedLocale})], null)`;

function topicCondition(topics: string[]): SQL {
  return topics.length === 0 ? sql`` : sql` and c.topics && ${textArray(topics)}`;
}
