/** Words by the Unicode rules (UAX 29) and, for scripts without spaces, by ICU's dictionaries; the same in every locale. */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** ASCII text, which needs no dictionary: the same words as the segmenter's, found many times faster. */
const ASCII = /^[\p{ASCII}]*$/u;
const ASCII_WORD = /[a-z0-9]+/g;

const GRAM_LENGTH = 3;

/**
 * What a question is compared by when nothing is known about its language: its words, and the runs of three characters
 * inside each word (`_card_` gives `_ca`, `car`, `ard`, `rd_`), which forgive inflection, compounds and misspelling.
 */
export type Tokens = { words: string[]; grams: string[] };

/** One spelling for what reads the same: compatibility forms folded (NFKC), lower case, apostrophes gone, single spaces. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/['’ʼ]/g, '').replace(/\s+/g, ' ').trim();
}

export function tokensOf(text: string): Tokens {
  const words = wordsOf(normalise(text));
  return { words, grams: words.flatMap(gramsOf) };
}

function wordsOf(normalised: string): string[] {
  if (ASCII.test(normalised)) return normalised.match(ASCII_WORD) ?? [];
  return Array.from(segmenter.segment(normalised))
    .filter((segment) => segment.isWordLike)
    .map((segment) => segment.segment);
}

function gramsOf(word: string): string[] {
  const characters = ['_', ...word, '_'];
  const grams: string[] = [];
  for (let start = 0; start + GRAM_LENGTH <= characters.length; start++) {
    grams.push(characters.slice(start, start + GRAM_LENGTH).join(''));
  }
  return grams;
}
