import type { Merge } from '../src/csat/gaps/average-link.ts';
import { cut } from '../src/csat/gaps/average-link.ts';

/** Of all pairs put together, the share that belongs together (precision); of all pairs that belong together, the share found (recall). */
export type Point = { threshold: number; precision: number; recall: number };

/** A grouping at every threshold: merges of rows, each row standing for some questions (places in the labels). */
export type Dendrogram = { rows: number[][]; merges: Merge[] };

const pairs = (count: number) => (count * (count - 1)) / 2;

/** Precision and recall over pairs of questions after each merge, the most similar first. */
export function curveOf({ rows, merges }: Dendrogram, labels: readonly string[]): Point[] {
  const groups = rows.map((members) => tally(members.map((at) => labels[at] as string)));
  const owner = rows.map((_, row) => row);
  const root = (row: number): number => {
    let at = row;
    while (owner[at] !== at) at = owner[at] as number;
    return at;
  };
  const all = [...tally(labels).values()].reduce((sum, count) => sum + pairs(count), 0);
  let together = 0;
  let right = 0;
  for (const group of groups) {
    together += pairs(sizeOf(group));
    for (const count of group.values()) right += pairs(count);
  }
  const points: Point[] = [{ threshold: 1, precision: together === 0 ? 1 : right / together, recall: right / all }];
  for (const { left, right: other, similarity } of merges) {
    const a = root(left);
    const b = root(other);
    const into = groups[a] as Map<string, number>;
    const from = groups[b] as Map<string, number>;
    together += sizeOf(into) * sizeOf(from);
    for (const [label, count] of from) {
      right += count * (into.get(label) ?? 0);
      into.set(label, (into.get(label) ?? 0) + count);
    }
    owner[b] = a;
    points.push({ threshold: similarity, precision: right / together, recall: right / all });
  }
  return points;
}

/** The most recall that some threshold reaches with at least this precision; 0 when none does. */
export function recallAt(curve: readonly Point[], precision: number): number {
  return curve.reduce((most, point) => (point.precision >= precision ? Math.max(most, point.recall) : most), 0);
}

/** The last point whose threshold is not below the one given. */
export function pointAt(curve: readonly Point[], threshold: number): Point {
  return curve.findLast((point) => point.threshold >= threshold) ?? (curve[0] as Point);
}

/** For the five largest groups at a threshold: the share of the commonest intent in each, largest group first. */
export function largestFive({ rows, merges }: Dendrogram, intents: readonly string[], threshold: number): number[] {
  const group = cut(merges, new Array<number>(rows.length).fill(threshold));
  const members = new Map<number, string[]>();
  rows.forEach((own, row) => {
    const list = members.get(group[row] as number) ?? [];
    members.set(group[row] as number, list);
    list.push(...own.map((at) => intents[at] as string));
  });
  return [...members.values()]
    .sort((a, b) => b.length - a.length)
    .slice(0, 5)
    .map((list) => Math.max(...tally(list).values()) / list.length);
}

/**
 * What the precision would be among twice as many intents: twice as many questions belong together, four times as many
 * pairs could be wrong.
 */
export function amongTwiceAsMany({ precision }: Point): number {
  return precision / (precision + 2 * (1 - precision));
}

function sizeOf(group: ReadonlyMap<string, number>): number {
  let size = 0;
  for (const count of group.values()) size += count;
  return size;
}

function tally(labels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}
