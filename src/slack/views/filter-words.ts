import type { RichTextElement } from '@slack/types';
import { FIRST_DAY } from '../../csat/command-days.ts';
import { filterTerms } from '../../csat/command-filters.ts';
import type { ConversationFilter } from '../../csat/filters.ts';
import { addDays, type Day, type Period } from '../../csat/period.ts';
import { leaf, outsideLine } from './blocks.ts';

/** The filter in words that can be typed again; the period as people read it. Empty: any conversation. */
export function filterWords(filter: ConversationFilter): RichTextElement[] {
  const terms = filterTerms({ ...filter, period: null }).slice(0, 12);
  return [
    ...(filter.period === null ? [] : [leaf(periodWords(filter.period))]),
    ...terms.map((term) => outsideLine(term, 80, { code: true })),
  ];
}

/** "9–15 Nov 2026 (Europe/Berlin)", both days included; "until 15 Nov 2026 (UTC)" where it has no beginning. */
export function periodWords({ zone, from, to }: Period): string {
  const last = addDays(to, -1);
  const hasBeginning = from !== FIRST_DAY;
  const days = from === last || !hasBeginning ? dayWords(last) : DAYS.formatRange(noon(from), noon(last));
  // Thin spaces round the dash would break lines in Slack's narrow columns.
  return `${hasBeginning ? '' : 'until '}${days.replace(/\s*–\s*/, '–')} (${zone})`;
}

/** "9 Nov 2026". */
export const dayWords = (day: Day): string => DAYS.format(noon(day));

const DAYS = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const noon = (day: Day) => new Date(`${day}T12:00:00Z`);
