import { averageLink, cut, type Merge } from './average-link.ts';
import { mostCentral } from './central.ts';
import { type Distinct, distinctQuestions, type Question } from './distinct.ts';
import { nearestInForest, type Tree } from './forest.ts';
import { joinNear } from './join-near.ts';
import { type Nearest, nearestOfAll, nearestThrough } from './nearest.ts';
import { type Detail, type Lens, profilesOf } from './profile.ts';
import { expand, spread } from './spread.ts';
import { dot, type Vectors, vectorAt } from './vectors.ts';

/** The mean likeness that the members of a gap must have: those with a meaning vector, and those of words only. */
export type Alike = { withMeaning: number; wordsOnly: number };

/**
 * Seen alone, seen among some of the shop's other questions, and where there are very many: about the middle of what
 * bench/gaps.ts chooses on either half of its intents.
 */
export const ALIKE_ALONE: Alike = { withMeaning: 0.595, wordsOnly: 0.46 };
export const ALIKE_AMONG: Alike = { withMeaning: 0.745, wordsOnly: 0.69 };
const ALIKE_IN_MANY: Alike = { withMeaning: 0.825, wordsOnly: 0.825 };

export const alikenessOf = ({ meaning }: Question, { withMeaning, wordsOnly }: Alike): number =>
  meaning === null ? wordsOnly : withMeaning;

/** How much of the likeness of two questions is their own; the rest is that of their neighbourhoods. */
export const OWN_AMONG = 0.3;

/** Neighbours that a question is seen with when it is seen alone; and among others, at first and then anew. */
export const NEAREST_ALONE = 10;
const NEAREST_FIRST = 8;
const NEAREST_THEN = 25;

/** Up to here every question is compared with every other; every two groups are; and questions are seen finely. */
const COMPARED = 3500;
const LINKED = 2500;
const FINELY_SEEN = 10_000;
const FINE: Detail = { meaning: 384, terms: 1024 };
const COARSE: Detail = { meaning: 128, terms: 256 };

/**
 * So many are close enough for a window and its background together, and few enough to be seen in seconds. With fewer than
 * half of them a question's neighbourhood reaches into what others ask: the window is better seen alone.
 */
const SEEN_TOGETHER = 2_000;
const LEAST_TOGETHER = 750;

/**
 * How many other questions a window of so many should be seen among: a large one among half as many as itself, a very large
 * one has enough of its own.
 */
export const othersFor = (asked: number): number =>
  asked > LINKED ? 0 : Math.max(SEEN_TOGETHER - asked, Math.ceil(asked / 2));

/** Questions that ask the same thing. */
export type Group = {
  /** Places in the list that was given, ascending. */
  members: number[];
  /** The member that is most like all others: the sample to show. */
  central: number;
};

/** Questions as they are, and as they are seen with their neighbours; `own` is what the former counts in their likeness. */
export type Seen = { profiles: Vectors; views: Vectors; own: number };

/** A grouped window, with what is needed to put later questions into it. */
export type Grouping = Seen & {
  groups: Group[];
  distinct: Distinct[];
  /** How often each distinct question was asked in the window. */
  times: number[];
  /** For every distinct question the number of its group; −1: it is not of the window. */
  groupOf: Int32Array;
  lens: Lens;
  /** Whether all were drawn together along their neighbourhoods; else each leans on its nearest. */
  isAmong: boolean;
  /** null where every question was compared with every other. */
  trees: Tree[] | null;
  alike: Alike;
};

/**
 * Groups questions by what they ask, in any language: deterministic, and independent of the order in which they come.
 * @param background other questions of the same shop, good answers or bad. They are not grouped: they show what is common,
 * and which words go together. From half as many as the window has, and 750 together with it, they make the groups better.
 * @param compared up to how many questions each is compared with every other; of more, each with its neighbourhood.
 * @returns all groups, those of one question too, the largest first.
 */
export function groupQuestions(
  questions: readonly Question[],
  background: readonly Question[] = [],
  compared = COMPARED,
): Grouping {
  const distinct = distinctQuestions([...questions, ...background]);
  const { lens, profiles, views, trees, near, isAmong } = viewsOf(
    distinct,
    questions.length,
    background.length,
    compared,
  );
  const isMany = distinct.length > Math.min(LINKED, compared);
  const alike = isMany ? ALIKE_IN_MANY : isAmong ? ALIKE_AMONG : ALIKE_ALONE;
  const seen: Seen = { profiles, views, own: isAmong && !isMany ? OWN_AMONG : 0 };
  const times = distinct.map(({ members }) => members.filter((at) => at < questions.length).length);
  const rows = Array.from(distinct.keys()).filter((row) => (times[row] as number) > 0);
  const labels = isMany
    ? joinNear(views, near, times, alike.withMeaning)
    : linkAll(
        rows.map((row) => ({ row, threshold: alikenessOf(distinct[row] as Distinct, alike) })),
        seen,
        times,
      );
  const rowsOf = new Map<number, number[]>();
  for (const row of rows) {
    const list = rowsOf.get(labels[row] as number) ?? [];
    rowsOf.set(labels[row] as number, list);
    list.push(row);
  }
  const sizeOf = (group: readonly number[]) => group.reduce((sum, row) => sum + (times[row] as number), 0);
  const ordered = [...rowsOf.values()]
    .map((own) => ({ own, size: sizeOf(own) }))
    .sort((a, b) => b.size - a.size || (a.own[0] as number) - (b.own[0] as number));
  const groupOf = new Int32Array(distinct.length).fill(-1);
  ordered.forEach(({ own }, group) => {
    for (const row of own) groupOf[row] = group;
  });
  const placesOf = (row: number) => (distinct[row] as Distinct).members.filter((at) => at < questions.length);
  const groups = ordered.map(({ own }): Group => {
    const central = mostCentral(
      own,
      (row) => vectorAt(profiles, row),
      (row) => times[row] as number,
    );
    return {
      members: own.flatMap(placesOf).sort((a, b) => a - b),
      central: placesOf(central)[0] as number,
    };
  });
  return { ...seen, groups, distinct, times, groupOf, lens, isAmong, trees, alike };
}

/**
 * The questions as they are seen together with their neighbours. A few questions alone have too few of their kind to look
 * far: each leans on its nearest. Among many, all are drawn together along their neighbourhoods, twice.
 * @param asked how many questions the window has; `background` how many others are among the distinct ones.
 * @param compared up to how many every question is compared with every other.
 */
export function viewsOf(distinct: readonly Question[], asked: number, background: number, compared = COMPARED) {
  const isSmall = distinct.length <= compared;
  const { lens, profiles } = profilesOf(distinct, distinct.length <= FINELY_SEEN ? FINE : COARSE);
  const isEnough = background >= asked / 2 && asked + background >= LEAST_TOGETHER;
  const isAmong = isEnough || distinct.length > LINKED;
  const { nearest, trees } = isSmall
    ? { nearest: nearestOfAll(profiles, isAmong ? NEAREST_FIRST : NEAREST_ALONE), trees: null }
    : nearestInForest(profiles, NEAREST_FIRST);
  if (!isAmong) return { lens, profiles, views: expand(profiles, nearest), trees, near: nearest, isAmong };
  const once = spread(profiles, nearest);
  const near: Nearest = isSmall ? nearestOfAll(once, NEAREST_THEN) : nearestThrough(once, nearest, NEAREST_THEN);
  return { lens, profiles, views: spread(profiles, near, isSmall ? undefined : once), trees, near, isAmong };
}

/** Average link of the window's rows, every two compared. For each row of the window one of its group. */
export function linkAll(
  linked: readonly { row: number; threshold: number }[],
  seen: Seen,
  times: readonly number[],
): Uint32Array {
  const rows = linked.map(({ row }) => row);
  const labels = new Uint32Array(seen.views.count);
  const thresholds = linked.map(({ threshold }) => threshold);
  cut(mergesOf(rows, seen, times), thresholds).forEach((label, at) => {
    labels[rows[at] as number] = rows[label] as number;
  });
  return labels;
}

/** Compares every two and links them until all are one; the merges name places in `rows`. */
export function mergesOf(rows: readonly number[], seen: Seen, times: readonly number[]): Merge[] {
  const count = rows.length;
  const matrix = new Float32Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b <= a; b++) {
      const likeness = likenessOf(seen, rows[a] as number, rows[b] as number);
      matrix[a * count + b] = likeness;
      matrix[b * count + a] = likeness;
    }
  }
  return averageLink(
    matrix,
    rows.map((row) => times[row] as number),
  );
}

function likenessOf({ profiles, views, own }: Seen, a: number, b: number): number {
  const together = dot(vectorAt(views, a), vectorAt(views, b));
  return own === 0 ? together : (1 - own) * together + own * dot(vectorAt(profiles, a), vectorAt(profiles, b));
}
