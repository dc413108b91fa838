import { type Tokens, tokensOf } from './tokens.ts';

/**
 * The terms of one question: for every distinct word and letter trigram a number in [0, TERMS) and how often it occurs,
 * in ascending order of the numbers. Numbers are hashes, so they mean the same in every window and every process.
 */
export type Terms = { ids: Uint32Array; counts: Uint8Array };

/** Words and trigrams each have half of this room; two terms that fall together count as one. */
export const TERMS = 1 << 18;
const HALF = TERMS / 2;

/** The share of a question's length that its words have; its letter trigrams have the rest. */
const WORD_SHARE = 1 / 6;

export function isWord(id: number): boolean {
  return id < HALF;
}

export function termsOf(text: string): Terms {
  const tokens: Tokens = tokensOf(text);
  const counts = new Map<number, number>();
  const count = (id: number) => counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const word of tokens.words) count(hash(word) % HALF);
  for (const gram of tokens.grams) count(HALF + (hash(gram) % HALF));
  const ids = Uint32Array.from(counts.keys()).sort();
  return { ids, counts: Uint8Array.from(ids, (id) => Math.min(255, counts.get(id) ?? 0)) };
}

/** FNV-1a of the UTF-16 units, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value ^= value >>> 15;
  return value >>> 0;
}

/** How rare each term is in a window, 1 for what every question has; a term that none has is the rarest. */
export type TermUse = { rarity: ReadonlyMap<number, number>; rarest: number };

export function countUse(window: readonly Terms[]): TermUse {
  const uses = new Map<number, number>();
  for (const { ids } of window) for (const id of ids) uses.set(id, (uses.get(id) ?? 0) + 1);
  const rarityOf = (used: number) => 1 + Math.log((1 + window.length) / (1 + used));
  return { rarity: new Map(Array.from(uses, ([id, used]) => [id, rarityOf(used)])), rarest: rarityOf(0) };
}

/** A sparse vector of length 1 (or without entries, for a question without a single word). */
export type Weights = { ids: Uint32Array; values: Float32Array };

/**
 * TF-IDF: (1 + ln tf) · (1 + ln((1 + n) / (1 + df))), the smoothed form of Manning, Raghavan and Schütze, Introduction to
 * Information Retrieval, section 6.4. Words and trigrams are brought to unit length apart and joined by their shares.
 */
export function weigh(terms: Terms, use: TermUse): Weights {
  const values = new Float32Array(terms.ids.length);
  let wordSquares = 0;
  let gramSquares = 0;
  for (let at = 0; at < values.length; at++) {
    const id = terms.ids[at] as number;
    const value = (1 + Math.log(terms.counts[at] as number)) * (use.rarity.get(id) ?? use.rarest);
    values[at] = value;
    if (isWord(id)) wordSquares += value * value;
    else gramSquares += value * value;
  }
  const wordScale = Math.sqrt(WORD_SHARE / (wordSquares || 1));
  const gramScale = Math.sqrt((1 - WORD_SHARE) / (gramSquares || 1));
  for (let at = 0; at < values.length; at++) {
    values[at] = (values[at] as number) * (isWord(terms.ids[at] as number) ? wordScale : gramScale);
  }
  return { ids: terms.ids, values };
}
