import { direction, inner, meanOf, type Sketches } from './neighbourhoods.ts';
import { type Portrait, spellOut } from './portrait.ts';
import { profileLength } from './profile.ts';
import { dot, type Features } from './similarity.ts';

/** A group of so many questions is one that others may join from another neighbourhood. */
const ANCHOR = 3;
/** In how many other neighbourhoods a group looks for its like, and how many candidates it compares in full. */
const NEAR_PARTS = 6;
const CANDIDATES = 6;
const ROUNDS = 12;

/**
 * Joins groups that a border between neighbourhoods has cut: again and again every two groups that are each other's most
 * alike, as long as the mean likeness of their pairs reaches the threshold (average link, restricted to near groups).
 * @returns the groups, the largest first.
 */
export function joinAcross(
  found: readonly Portrait[],
  parts: readonly Uint32Array[],
  sketches: Sketches,
  features: readonly Features[],
  threshold: number,
): Portrait[] {
  const centres = parts.map((rows) => direction(meanOf(sketches, rows)));
  const rough = found.map((portrait) => roughOf(portrait, sketches));
  const near = candidatesOf(found, rough, centres);
  const groups: (Portrait | null)[] = [...found];
  const owner = found.map((_, group) => group);
  const root = (group: number): number => {
    let at = group;
    while (owner[at] !== at) at = owner[at] as number;
    return at;
  };
  const length = profileLength(features.find(({ meaning }) => meaning !== null)?.meaning?.length ?? 0);
  const dense = new Map<number, Float32Array>();
  const denseOf = (group: number, keep: boolean): Float32Array => {
    const known = dense.get(group);
    if (known !== undefined) return known;
    const vector = spellOut(groups[group] as Portrait, features, new Float32Array(length));
    if (keep) dense.set(group, vector);
    return vector;
  };
  const likeness = new Map<number, number>();
  let fresh = new Set(found.keys());
  for (let round = 0; round < ROUNDS && fresh.size > 0; round++) {
    const best = new Map<number, { other: number; likeness: number }>();
    const offer = (group: number, other: number, value: number) => {
      const held = best.get(group);
      if (held === undefined || value > held.likeness || (value === held.likeness && other < held.other)) {
        best.set(group, { other, likeness: value });
      }
    };
    for (const [group, others] of near.entries()) {
      const a = root(group);
      let mine: Float32Array | null = null;
      for (const other of others) {
        const b = root(other);
        if (a === b) continue;
        const key = Math.min(a, b) * found.length + Math.max(a, b);
        let value = fresh.has(a) || fresh.has(b) ? undefined : likeness.get(key);
        if (value === undefined) {
          mine ??= denseOf(a, (groups[a] as Portrait).size >= ANCHOR);
          value = dot(mine, denseOf(b, true));
          likeness.set(key, value);
        }
        if (value < threshold) continue;
        offer(a, b, value);
        offer(b, a, value);
      }
    }
    fresh = new Set();
    for (const [group, { other }] of [...best].sort(([a], [b]) => a - b)) {
      if (group > other || best.get(other)?.other !== group) continue;
      groups[group] = union(groups[group] as Portrait, groups[other] as Portrait);
      groups[other] = null;
      owner[other] = group;
      dense.delete(group);
      dense.delete(other);
      fresh.add(group);
    }
  }
  return groups
    .filter((group) => group !== null)
    .sort((a, b) => b.size - a.size || (a.rows[0] as number) - (b.rows[0] as number));
}

function union(left: Portrait, right: Portrait): Portrait {
  const blend = new Map(left.blend);
  for (const [row, weight] of right.blend) blend.set(row, (blend.get(row) ?? 0) + weight);
  return {
    part: left.part,
    rows: [...left.rows, ...right.rows].sort((a, b) => a - b),
    size: left.size + right.size,
    blend,
  };
}

/** The group's blend in sketches: enough to choose whom to compare it with. */
function roughOf({ blend }: Portrait, sketches: Sketches): Float32Array {
  const sum = new Float32Array(sketches.dimensions);
  for (const [row, weight] of blend) {
    const start = row * sketches.dimensions;
    for (let d = 0; d < sum.length; d++) sum[d] = (sum[d] as number) + weight * (sketches.values[start + d] as number);
  }
  return direction(sum);
}

/** For every group the anchors of other, near neighbourhoods that look most like it. */
function candidatesOf(
  found: readonly Portrait[],
  rough: readonly Float32Array[],
  centres: readonly Float32Array[],
): number[][] {
  const anchors: number[][] = centres.map(() => []);
  found.forEach(({ part, size }, group) => {
    if (size >= ANCHOR) (anchors[part] as number[]).push(group);
  });
  return found.map(({ part }, group) => {
    const own = rough[group] as Float32Array;
    const parts = largest(
      centres.flatMap((centre, other) => (other === part ? [] : [{ at: other, value: inner(own, centre) }])),
      NEAR_PARTS,
    );
    return largest(
      parts.flatMap((other) =>
        (anchors[other] as number[]).map((anchor) => ({
          at: anchor,
          value: inner(own, rough[anchor] as Float32Array),
        })),
      ),
      CANDIDATES,
    );
  });
}

function largest(scored: { at: number; value: number }[], most: number): number[] {
  return scored
    .sort((a, b) => b.value - a.value || a.at - b.at)
    .slice(0, most)
    .map(({ at }) => at);
}
