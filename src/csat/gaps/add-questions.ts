import { meanOfRows } from './central.ts';
import { distinctQuestions, type Question } from './distinct.ts';
import { leafMates } from './forest.ts';
import type { Grouping } from './group-questions.ts';
import { profileOf } from './profile.ts';
import { dot, vectorAt } from './vectors.ts';

/** How many known questions, the most alike, a new one is seen with; and how much of it is its own. */
const NEAREST = 10;
const FADE = 3;
const OWN = 0.15;
/** How many groups it is compared with. */
const CANDIDATES = 5;

/**
 * Puts a few more questions into a grouped window without grouping it anew: each is seen through the window's own lens,
 * together with the known questions that are nearest to it, and joins the group that it is most like, if alike enough. For
 * more than some hundredths of the window call `groupQuestions` again.
 * @returns for each question the number of its group in `known.groups`; null when it is like none.
 */
export function placeQuestions(known: Grouping, added: readonly Question[]): (number | null)[] {
  const places = new Array<number | null>(added.length).fill(null);
  const rowsOf = rowsOfGroups(known);
  const means = new Map<number, Float32Array>();
  const meanOf = (group: number): Float32Array => {
    const mean = means.get(group) ?? meanOfRows(rowsOf[group] as number[], known.views);
    means.set(group, mean);
    return mean;
  };
  for (const question of distinctQuestions(added)) {
    const group = placeOf(known, question, meanOf);
    for (const member of question.members) places[member] = group;
  }
  return places;
}

function placeOf(known: Grouping, question: Question, meanOf: (group: number) => Float32Array): number | null {
  const { profiles, views, groupOf, lens, trees, threshold } = known;
  const profile = profileOf(question, lens);
  const compared = trees === null ? groupOf.keys() : leafMates(trees, profile);
  const near = Array.from(compared, (row) => ({ row, likeness: dot(profile, vectorAt(profiles, row)) }))
    .filter(({ likeness }) => likeness > 0)
    .sort((a, b) => b.likeness - a.likeness || a.row - b.row)
    .slice(0, NEAREST);
  const total = near.reduce((sum, { likeness }) => sum + likeness ** FADE, 0);
  const view = profile.map((value) => value * OWN);
  const votes = new Map<number, number>();
  for (const { row, likeness } of near) {
    const weight = ((1 - OWN) * likeness ** FADE) / total;
    const other = vectorAt(views, row);
    for (let d = 0; d < view.length; d++) view[d] = (view[d] as number) + weight * (other[d] as number);
    const group = groupOf[row] as number;
    if (group >= 0) votes.set(group, (votes.get(group) ?? 0) + weight);
  }
  const length = Math.sqrt(dot(view, view)) || 1;
  const candidates = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, CANDIDATES);
  let best: number | null = null;
  let most = threshold;
  for (const [group] of candidates) {
    const likeness = dot(view, meanOf(group)) / length;
    if (likeness >= most) [best, most] = [group, likeness];
  }
  return best;
}

function rowsOfGroups({ groups, groupOf }: Grouping): number[][] {
  const rowsOf: number[][] = groups.map(() => []);
  groupOf.forEach((group, row) => {
    if (group >= 0) (rowsOf[group] as number[]).push(row);
  });
  return rowsOf;
}
