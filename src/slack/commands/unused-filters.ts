import { filterTerms } from '../../csat/command-filters.ts';
import type { FilterProblem } from '../../csat/command-problems.ts';
import { ANY_CONVERSATION, type ConversationFilter } from '../../csat/filters.ts';

/** What was typed for a list of conversations and is of no use here, each named with what is. */
export const unusedFilters = (unused: Partial<ConversationFilter>, suggestion: string): FilterProblem[] =>
  filterTerms({ ...ANY_CONVERSATION, ...unused }).map((text) => ({ text, suggestion }));
