import { centreOn, lengthOf } from './meaning.ts';
import { scramble } from './scramble.ts';
import { countUse, type Terms, type TermUse, termsOf, weigh } from './terms.ts';
import { emptyVectors, type Vectors, vectorAt } from './vectors.ts';

/** How much meaning counts beside words: chosen on one half of the intents (bench/gaps.ts). */
const MEANING_SHARE = 0.6;

/** How finely questions are seen: meaning and terms are folded into so many dimensions, for speed and memory. */
export type Detail = { meaning: number; terms: number };

/** What makes two questions comparable: how rare each term is, and what all meanings have in common. */
export type Lens = { use: TermUse; mean: Float32Array; detail: Detail };

type Seen = { text: string; meaning: Float32Array | null };

/** Looks at questions through the lens that they themselves give. */
export function profilesOf(questions: readonly Seen[], detail: Detail): { lens: Lens; profiles: Vectors } {
  const terms = questions.map(({ text }) => termsOf(text));
  const lens = { use: countUse(terms), mean: meanOf(questions), detail };
  const profiles = emptyVectors(questions.length, detail.meaning + detail.terms);
  questions.forEach(({ meaning }, row) => {
    addProfile(terms[row] as Terms, meaning, lens, vectorAt(profiles, row));
  });
  return { lens, profiles };
}

/** One more question through a lens that exists. */
export function profileOf({ text, meaning }: Seen, lens: Lens): Float32Array {
  const profile = new Float32Array(lens.detail.meaning + lens.detail.terms);
  addProfile(termsOf(text), meaning, lens, profile);
  return profile;
}

/**
 * The meaning without what all have in common, then the terms; of length 1 together, as far as folding keeps lengths.
 * Where there is no meaning vector the terms count in full.
 */
function addProfile(terms: Terms, meaning: Float32Array | null, { use, mean, detail }: Lens, into: Float32Array): void {
  if (meaning !== null) fold(centreOn(mean, meaning), Math.sqrt(MEANING_SHARE), into.subarray(0, detail.meaning));
  const scale = meaning === null ? 1 : Math.sqrt(1 - MEANING_SHARE);
  const { ids, values } = weigh(terms, use);
  for (let at = 0; at < ids.length; at++) {
    const mixed = scramble((ids[at] as number) + 0x20000);
    const to = detail.meaning + ((mixed >>> 1) % detail.terms);
    into[to] = (into[to] as number) + (mixed & 1 ? scale : -scale) * (values[at] as number);
  }
}

/** With pseudo-random signs, which keeps inner products on average; as it is where there is room. */
function fold(vector: Float32Array, scale: number, into: Float32Array): void {
  const hasRoom = into.length >= vector.length;
  for (let d = 0; d < vector.length; d++) {
    const mixed = scramble(d);
    const to = hasRoom ? d : (mixed >>> 1) % into.length;
    into[to] = (into[to] as number) + (hasRoom || mixed & 1 ? scale : -scale) * (vector[d] as number);
  }
}

/** The mean of the meanings' directions. */
function meanOf(questions: readonly Seen[]): Float32Array {
  const known = questions.flatMap(({ meaning }) => (meaning === null ? [] : [meaning]));
  const sum = new Float64Array(known[0]?.length ?? 0);
  for (const meaning of known) {
    const scale = 1 / (lengthOf(meaning) || 1);
    for (let d = 0; d < sum.length; d++) sum[d] = (sum[d] as number) + (meaning[d] as number) * scale;
  }
  return Float32Array.from(sum, (value) => value / known.length);
}
