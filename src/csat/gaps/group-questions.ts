import { averageLink, cut, type Merge } from './average-link.ts';
import { type Distinct, distinctQuestions, type Question } from './distinct.ts';
import { expand, leanings } from './expansion.ts';
import { featuresOf, type WindowFeatures } from './features.ts';
import { compareAll } from './similarity.ts';

/** The mean similarity that the members of a gap must have: chosen on the development half of the intents (bench/gaps.ts). */
export const ALIKE = 0.4;

/** What is alike to what, before it is decided how alike a gap must be. */
export type Likeness = { distinct: Distinct[]; window: WindowFeatures; expanded: Float32Array; merges: Merge[] };

/** Compares every question with every other: for some thousands of questions. Independent of their order. */
export function likenessOf(questions: readonly Question[]): Likeness {
  const distinct = distinctQuestions(questions);
  const window = featuresOf(distinct);
  const matrix = compareAll(window.features);
  const expanded = expand(matrix, distinct.length, leanings(matrix, distinct.length));
  const merges = averageLink(
    new Float32Array(expanded),
    distinct.map(({ members }) => members.length),
  );
  return { distinct, window, expanded, merges };
}

/** For every distinct question the number of its group. */
export function groupsOf({ distinct, merges }: Likeness, threshold = ALIKE): Uint32Array {
  return cut(merges, distinct.length, threshold);
}
