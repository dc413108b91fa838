import type { ConversationFilter } from './filters.ts';
import type { Day } from './period.ts';

/** A piece of the text that cannot be read, and what to type instead. */
export type FilterProblem = { text: string; suggestion: string };
export type FilterReading = { filter: ConversationFilter; problems: FilterProblem[] };

/** From which day and where a text is read, and which names of several words it may have. */
export type ReadingContext = { today: Day; zone: string; known?: KnownNames };
export type KnownNames = { assistants: readonly string[]; topics: readonly string[] };

export const didYouMean = (text: string): string => `Did you mean ${text}?`;
