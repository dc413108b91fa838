import { z } from 'zod';
import { InputError } from '../../csat/input-error.ts';
import { addDays, isoWeekOf, lastCompleteWeek, type Period, parseIsoWeek } from '../../csat/period.ts';
import type { Scope } from '../../csat/subscription.ts';
import { isLanguage, LANGUAGES } from '../../csat/voice.ts';

/** What the chart of a digest may stand as, the best first. */
export const RENDERINGS = { png: 'PNG', quickchart: 'QuickChart', native: 'Slack’s own', sparkline: 'Text' } as const;
export type Rendering = keyof typeof RENDERINGS;

export const THEMES = { light: 'Light', dark: 'Dark' } as const;

/** Which digest somebody wants to see, and how. */
export type Asked = {
  week: string;
  period: Period;
  scope: Scope;
  language: string;
  rendering: Rendering;
  theme: keyof typeof THEMES;
};

/** The complete weeks of the story, and the one before it, in which nothing had come in yet. */
const WEEKS_SHOWN = 9;

const asked = z.object({
  week: z.string().optional(),
  language: z
    .string()
    .refine(isLanguage, `expected one of ${Object.keys(LANGUAGES).join(', ')}`)
    .default('en'),
  rendering: z.enum(Object.keys(RENDERINGS) as [Rendering, ...Rendering[]]).default('png'),
  theme: z.enum(['light', 'dark']).default('light'),
});

/**
 * Reads the address of the page: `?week=2026-W46&language=de&rendering=native&theme=dark`, and `assistant`, `locale` and
 * `topic`, each as often as wanted. What is missing is the last complete week, English, PNG, light, and everything.
 * @throws InputError when a part cannot be read
 */
export function parseAsked(query: URLSearchParams, { zone, now }: { zone: string; now: Date }): Asked {
  const parsed = asked.safeParse(Object.fromEntries(query));
  if (!parsed.success) throw new InputError(z.prettifyError(parsed.error));
  const { week = isoWeekOf(lastCompleteWeek(now, zone).from), ...rest } = parsed.data;
  const period = parseIsoWeek(week, zone);
  const scope = {
    assistants: query.getAll('assistant'),
    locales: query.getAll('locale'),
    topics: query.getAll('topic'),
  };
  return { ...rest, week: isoWeekOf(period.from), period, scope };
}

/** The address at which the same is shown with some of it changed. */
export function addressOf({ week, scope, language, rendering, theme }: Asked, changes: Partial<Asked> = {}): string {
  const query = new URLSearchParams({ week, language, rendering, theme, ...(changes as Record<string, string>) });
  for (const assistant of scope.assistants) query.append('assistant', assistant);
  for (const locale of scope.locales) query.append('locale', locale);
  for (const topic of scope.topics) query.append('topic', topic);
  return `/digest?${query}`;
}

/** ISO names of the weeks to choose from, oldest first. */
export function weeksToShow(now: Date, zone: string): string[] {
  const { from } = lastCompleteWeek(now, zone);
  return Array.from({ length: WEEKS_SHOWN }, (_, index) => isoWeekOf(addDays(from, -7 * (WEEKS_SHOWN - 1 - index))));
}
