import { averageOf } from './central.ts';
import { type Distinct, distinctQuestions, type Question } from './distinct.ts';
import { leafMates } from './forest.ts';
import { ALIKE_ALONE, alikenessOf, type Group, type Grouping, linkAll, NEAREST_ALONE } from './group-questions.ts';
import { nearestOfAll } from './nearest.ts';
import { profileOf } from './profile.ts';
import { expand } from './spread.ts';
import { normalise } from './tokens.ts';
import { addAt, dot, emptyVectors, type Vectors, vectorAt } from './vectors.ts';

/** How many known questions, the most alike, a new one is seen with; how much of it is its own, and how the less similar fade. */
const NEAREST = 10;
const OWN = 0.15;
const FADE = 3;
/** How many groups it is compared with. */
const CANDIDATES = 5;

/** A question of a window as it is, and as it is seen. */
export type Sight = { profile: Float32Array; view: Float32Array };

/** A window of which the older questions were grouped together, and the newer ones put into their groups. */
export type Extended = {
  /** Members and centrals are places among the older questions and, after them, the newer ones. The largest first. */
  groups: Group[];
  /** What is at a place. */
  sightOf: (at: number) => Sight;
};

/**
 * Puts newer questions into a grouped window without grouping it anew. Each is seen through the window's own lens, together
 * with the known questions that are nearest to it, and joins the group whose members it is as much alike in the mean as
 * members must be. Those that join none are grouped among themselves. Each is judged by the known window alone, so it does
 * not matter in which order or in how many pieces they came.
 * @param known of `groupQuestions`; `count` is how many questions it was given, the background not counted.
 */
export function extend(known: Grouping, count: number, added: readonly Question[]): Extended {
  const distinct = distinctQuestions(added);
  const sights = distinct.map((question) => sightThrough(known, question));
  const rowOfAdded = rowOfEach(distinct, added.length);
  const rowOfKnown = rowOfEach(known.distinct, count);
  const place = placer(known);
  const groups: Group[] = known.groups.map(({ members, central }) => ({ members: [...members], central }));
  const alone: number[] = [];
  sights.forEach((sight, row) => {
    const group = place(sight);
    if (group === null) alone.push(row);
    else (groups[group] as Group).members.push(...placesOf(distinct[row] as Distinct, count));
  });
  for (const rows of groupAlone(alone, sights, distinct)) {
    const members = rows.flatMap((row) => placesOf(distinct[row] as Distinct, count)).sort((a, b) => a - b);
    groups.push({ members, central: members[0] as number });
  }
  return {
    groups: groups.sort((a, b) => b.members.length - a.members.length || (a.members[0] ?? 0) - (b.members[0] ?? 0)),
    sightOf: (at) =>
      at < count
        ? sightIn(known, rowOfKnown[at] as number)
        : (sights[rowOfAdded[at - count] as number] as SeenThrough).sight,
  };
}

/** The same window with its questions in another order: `order` has the new place of each. */
export function inOrder({ groups, sightOf }: Extended, order: readonly number[]): Extended {
  const placeOf = new Uint32Array(order.length);
  order.forEach((place, at) => {
    placeOf[place] = at;
  });
  return {
    groups: groups.map(({ members, central }) => ({
      members: members.map((at) => order[at] as number).sort((a, b) => a - b),
      central: order[central] as number,
    })),
    sightOf: (place) => sightOf(placeOf[place] as number),
  };
}

const placesOf = ({ members }: Distinct, count: number) => members.map((at) => at + count);

const sightIn = ({ profiles, views }: Pick<Grouping, 'profiles' | 'views'>, row: number): Sight => ({
  profile: vectorAt(profiles, row),
  view: vectorAt(views, row),
});

/** A new question's sight, how alike its group must be, and the groups of those that it is seen with, the weightiest first. `same`: the group that has the same words. */
type SeenThrough = { sight: Sight; threshold: number; candidates: number[]; same: number | null };

function sightThrough(known: Grouping, question: Question): SeenThrough {
  const { profiles, groupOf, lens, trees, isAmong } = known;
  const profile = profileOf(question, lens);
  const compared = trees === null ? groupOf.keys() : leafMates(trees, profile);
  const near = Array.from(compared, (row) => ({ row, likeness: dot(profile, vectorAt(profiles, row)) }))
    .filter(({ likeness }) => likeness > 0)
    .sort((a, b) => b.likeness - a.likeness || a.row - b.row)
    .slice(0, NEAREST);
  // As `spread` does for all, or `expand`.
  const total = near.reduce((sum, { likeness }) => sum + likeness ** FADE, 0);
  const others = isAmong ? known.views : profiles;
  const view = isAmong ? profile.map((value) => value * OWN) : profile.slice();
  const votes = new Map<number, number>();
  for (const { row, likeness } of near) {
    const weight = isAmong ? ((1 - OWN) * likeness ** FADE) / total : likeness ** FADE;
    addAt(view, 0, others.values, row * others.dimensions, others.dimensions, weight);
    const group = groupOf[row] as number;
    if (group >= 0) votes.set(group, (votes.get(group) ?? 0) + weight);
  }
  const length = Math.sqrt(dot(view, view)) || 1;
  const key = normalise(question.text);
  const same = near.find(({ row }) => normalise(known.distinct[row]?.text ?? '') === key);
  return {
    sight: { profile, view: view.map((value) => value / length) },
    threshold: alikenessOf(question, known.alike),
    candidates: [...votes]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, CANDIDATES)
      .map(([group]) => group),
    same: same === undefined || (groupOf[same.row] as number) < 0 ? null : (groupOf[same.row] as number),
  };
}

/** Tells the group that a question joins: of the candidates the one that it is most alike in the mean; null: none is alike enough. */
function placer(known: Grouping): (seen: SeenThrough) => number | null {
  const rowsOf = known.groups.map((): number[] => []);
  known.groupOf.forEach((group, row) => {
    if (group >= 0) (rowsOf[group] as number[]).push(row);
  });
  const means = new Map<number, Sight>();
  const meanOf = (group: number): Sight => {
    const mean = means.get(group) ?? meanSight(known, rowsOf[group] as number[]);
    means.set(group, mean);
    return mean;
  };
  return ({ sight, threshold, candidates, same }) => {
    if (same !== null) return same;
    let best: number | null = null;
    let most = threshold;
    for (const group of candidates) {
      const likeness = likenessOf(known.own, sight, meanOf(group));
      if (likeness >= most) [best, most] = [group, likeness];
    }
    return best;
  };
}

function meanSight(known: Grouping, rows: readonly number[]): Sight {
  const timesOf = (at: number) => known.times[rows[at] as number] as number;
  return {
    profile: averageOf(
      rows.map((row) => vectorAt(known.profiles, row)),
      timesOf,
    ),
    view: averageOf(
      rows.map((row) => vectorAt(known.views, row)),
      timesOf,
    ),
  };
}

/** The likeness of two, as the window they are in weighs it. */
export const likenessOf = (own: number, left: Sight, right: Sight): number =>
  (1 - own) * dot(left.view, right.view) + (own === 0 ? 0 : own * dot(left.profile, right.profile));

/** Those that are like no known group, grouped as a window is that is seen alone. */
function groupAlone(rows: readonly number[], seen: readonly SeenThrough[], distinct: readonly Distinct[]): number[][] {
  if (rows.length === 0) return [];
  const profiles: Vectors = emptyVectors(rows.length, (seen[rows[0] as number] as SeenThrough).sight.profile.length);
  rows.forEach((row, at) => {
    vectorAt(profiles, at).set((seen[row] as SeenThrough).sight.profile);
  });
  const views = expand(profiles, nearestOfAll(profiles, NEAREST_ALONE));
  const times = rows.map((row) => (distinct[row] as Distinct).members.length);
  const linked = rows.map((row, at) => ({ row: at, threshold: alikenessOf(distinct[row] as Distinct, ALIKE_ALONE) }));
  const labels = linkAll(linked, { profiles, views, own: 0 }, times);
  const groups = new Map<number, number[]>();
  rows.forEach((row, at) => {
    const label = labels[at] as number;
    groups.set(label, [...(groups.get(label) ?? []), row]);
  });
  return [...groups.values()];
}

/** For every question its place among the distinct ones. */
function rowOfEach(distinct: readonly Distinct[], count: number): Uint32Array {
  const rowOf = new Uint32Array(count);
  distinct.forEach(({ members }, row) => {
    for (const at of members) if (at < count) rowOf[at] = row;
  });
  return rowOf;
}
