import { folded } from './command-calendar-words.ts';
import { didYouMean } from './command-problems.ts';
import { quoteIfNeeded } from './command-tokens.ts';
import type { Environment } from './feedback.ts';
import { type ConversationFilter, SIGNALS, type Signal } from './filters.ts';
import { nearest } from './nearest.ts';
import { TRIAGE_FILTERS, type TriageFilter } from './triage.ts';

export type ChoiceKey = 'triage' | 'signal' | 'env';

/** A field with a few words to choose from, of which a filter takes one. */
export type Choice = {
  key: ChoiceKey;
  /** The word of ours that was typed, whatever its case, hyphens and apostrophes. null: none. */
  called: (typed: string) => string | null;
  /** What may have been meant instead. */
  meant: (typed: string) => string;
  given: (filter: ConversationFilter) => string | null;
  take: (filter: ConversationFilter, chosen: string) => void;
};

/** Other people's words for ours. */
const TRIAGE_ALIASES: Record<string, TriageFilter> = {
  ...{ none: 'open', no: 'open', new: 'open', todo: 'open', untriaged: 'open', undecided: 'open', pending: 'open' },
  ...{ fixed: 'done', finished: 'done', resolved: 'done', closed: 'passed', ok: 'passed', verified: 'passed' },
};
const ENVIRONMENTS: readonly Environment[] = ['real', 'sandbox'];
const ENVIRONMENT_ALIASES: Record<string, Environment> = {
  ...{ prod: 'real', production: 'real', live: 'real' },
  ...{ test: 'sandbox', tests: 'sandbox', staging: 'sandbox', playground: 'sandbox', dev: 'sandbox' },
};

const CHOICES: Record<ChoiceKey, Choice> = {
  triage: choice<TriageFilter>('triage', {
    among: TRIAGE_FILTERS,
    aliases: TRIAGE_ALIASES,
    otherwise: `Triage is one of ${TRIAGE_FILTERS.join(', ')}.`,
    given: (filter) => filter.triage,
    take: (filter, chosen) => {
      filter.triage = chosen;
    },
  }),
  signal: choice<Signal>('signal', {
    among: SIGNALS,
    aliases: {},
    otherwise:
      'signal:recovered is a thumb down inside but an upvote at the end, signal:spoiled a thumb up but a downvote.',
    given: (filter) => filter.signal,
    take: (filter, chosen) => {
      filter.signal = chosen;
    },
  }),
  env: choice<Environment>('env', {
    among: ENVIRONMENTS,
    aliases: ENVIRONMENT_ALIASES,
    otherwise: 'The environments are env:real (as without it) and env:sandbox.',
    given: (filter) => filter.environment,
    take: (filter, chosen) => {
      filter.environment = chosen;
    },
  }),
};

export const isChoiceKey = (key: string): key is ChoiceKey => Object.hasOwn(CHOICES, key);
export const choiceOf = (key: ChoiceKey): Choice => CHOICES[key];

/** The field that a word alone would be a value of: "open" is triage:open. null: of none. */
export function fieldOfWord(word: string): string | null {
  for (const { key, called } of Object.values(CHOICES)) {
    const chosen = called(word);
    if (chosen !== null) return `${key}:${quoteIfNeeded(chosen)}`;
  }
  return null;
}

function choice<T extends string>(
  key: ChoiceKey,
  of: {
    among: readonly T[];
    aliases: Record<string, T>;
    otherwise: string;
    given: (filter: ConversationFilter) => T | null;
    take: (filter: ConversationFilter, chosen: T) => void;
  },
): Choice {
  const called = (typed: string) => of.among.find((word) => lettersOf(word) === lettersOf(typed)) ?? null;
  const meant = (typed: string) => {
    const letters = lettersOf(typed);
    // "not" was to be "not ours", and "open2026" two words.
    const begun = of.among.filter((word) => {
      const [short = '', long = ''] = [lettersOf(word), letters].sort((a, b) => a.length - b.length);
      return short.length > 2 && long.startsWith(short);
    });
    const alias = Object.hasOwn(of.aliases, letters) ? of.aliases[letters] : undefined;
    const near = alias ?? (begun.length === 1 ? begun[0] : nearest(typed, of.among));
    return near === null || near === undefined ? of.otherwise : didYouMean(`${key}:${quoteIfNeeded(near)}`);
  };
  return {
    ...{ key, called, meant, given: of.given },
    take: (filter, typed) => {
      const chosen = called(typed);
      if (chosen !== null) of.take(filter, chosen);
    },
  };
}

/** And digits: "open2026" is not "open". */
const lettersOf = (text: string) => folded(text).replace(/[^\p{L}\p{N}]/gu, '');
