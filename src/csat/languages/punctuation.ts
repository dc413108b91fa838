import type { Words } from './words.ts';

/** How most languages of Latin letters write a name and what is said of it, an aside, and a day. */
export const LATIN_PUNCTUATION: Pick<Words, 'labelled' | 'bracketed' | 'shortDay'> = {
  labelled: (label, said) => `${label}: ${said}`,
  bracketed: (said, aside) => `${said} (${aside})`,
  shortDay: (weekday, day) => `${weekday} ${day}`,
};

/** A sentence as the second part of another one: its first letter is small, unless it begins an abbreviation. */
export const withinSentence = (sentence: string): string =>
  sentence.replace(/^\p{Lu}(?=\p{Ll}|\s)/u, (letter) => letter.toLowerCase());
