import { bothWays, type Nearest } from './nearest.ts';
import { dotAt, type Vectors } from './vectors.ts';

/**
 * Average link restricted to near groups: again and again every two groups that are each other's most alike become one, as
 * long as the mean likeness of their pairs reaches the threshold. Compared are groups of which some rows are linked; the
 * mean is over all pairs, through the sums of the vectors. Reciprocal pairs give what one merge at a time would.
 * @param times how often each row was asked; 0 counts as once, for the background.
 * @returns for every row the number of its group.
 */
export function joinNear(vectors: Vectors, nearest: Nearest, times: readonly number[], threshold: number): Uint32Array {
  const { count, dimensions } = vectors;
  const sums = vectors.values.slice();
  const size = Float64Array.from(times, (asked) => asked || 1);
  for (let row = 0; row < count; row++) {
    if (size[row] === 1) continue;
    for (let d = row * dimensions; d < (row + 1) * dimensions; d++)
      sums[d] = (sums[d] as number) * (size[row] as number);
  }
  const owner = Uint32Array.from({ length: count }, (_, row) => row);
  let { left, right, likeness } = pairsOf(nearest, count);
  let pairs = left.length;
  let changed = new Uint8Array(count);
  for (let merges = 1; merges > 0; ) {
    const best = new Int32Array(count).fill(-1);
    const most = new Float32Array(count).fill(threshold);
    for (let at = 0; at < pairs; at++) {
      const a = left[at] as number;
      const b = right[at] as number;
      let value = likeness[at] as number;
      if (changed[a] === 1 || changed[b] === 1 || Number.isNaN(value)) {
        const scale = (size[a] as number) * (size[b] as number);
        value = Math.fround(dotAt(sums, a * dimensions, sums, b * dimensions, dimensions) / scale);
        likeness[at] = value;
      }
      if (isBetter(value, b, most[a] as number, best[a] as number)) [most[a], best[a]] = [value, b];
      if (isBetter(value, a, most[b] as number, best[b] as number)) [most[b], best[b]] = [value, a];
    }
    changed = new Uint8Array(count);
    merges = 0;
    for (let a = 0; a < count; a++) {
      const b = best[a] as number;
      if (b <= a || best[b] !== a) continue;
      for (let d = 0; d < dimensions; d++) {
        sums[a * dimensions + d] = (sums[a * dimensions + d] as number) + (sums[b * dimensions + d] as number);
      }
      size[a] = (size[a] as number) + (size[b] as number);
      owner[b] = a;
      changed[a] = 1;
      merges++;
    }
    ({ left, right, likeness, pairs } = withoutRepeats(left, right, likeness, pairs, owner, changed));
  }
  // Owners come before those they own, so one pass finds the first of each.
  for (let row = 0; row < count; row++) owner[row] = owner[owner[row] as number] as number;
  return owner;
}

const isBetter = (value: number, other: number, most: number, best: number) =>
  value > most || (value === most && (best === -1 || other < best));

type Pairs = { left: Uint32Array; right: Uint32Array; likeness: Float32Array };

function pairsOf(nearest: Nearest, count: number): Pairs {
  const links = bothWays(nearest, count);
  const left = new Uint32Array(links.rows.length >> 1);
  const right = new Uint32Array(left.length);
  let pairs = 0;
  for (let row = 0; row < count; row++) {
    for (let at = links.starts[row] as number; at < (links.starts[row + 1] as number); at++) {
      if ((links.rows[at] as number) <= row) continue;
      left[pairs] = row;
      right[pairs++] = links.rows[at] as number;
    }
  }
  return { left, right, likeness: new Float32Array(left.length).fill(Number.NaN) };
}

/** The pairs between groups as they are now: each once, in the order of their left group, none with itself. */
function withoutRepeats(
  left: Uint32Array,
  right: Uint32Array,
  likeness: Float32Array,
  pairs: number,
  owner: Uint32Array,
  changed: Uint8Array,
): Pairs & { pairs: number } {
  const count = owner.length;
  const starts = new Uint32Array(count + 1);
  for (let at = 0; at < pairs; at++) {
    const a = owner[left[at] as number] as number;
    const b = owner[right[at] as number] as number;
    left[at] = Math.min(a, b);
    right[at] = Math.max(a, b);
    if (a !== b) starts[Math.min(a, b) + 1] = (starts[Math.min(a, b) + 1] as number) + 1;
  }
  for (let row = 0; row < count; row++) starts[row + 1] = (starts[row + 1] as number) + (starts[row] as number);
  const order = new Uint32Array(starts[count] as number);
  const ends = starts.slice();
  for (let at = 0; at < pairs; at++) {
    const a = left[at] as number;
    if (a !== right[at]) {
      order[ends[a] as number] = at;
      ends[a] = (ends[a] as number) + 1;
    }
  }
  const kept: Pairs = {
    left: new Uint32Array(order.length),
    right: new Uint32Array(order.length),
    likeness: new Float32Array(order.length),
  };
  const seen = new Int32Array(count).fill(-1);
  let next = 0;
  for (const at of order) {
    const a = left[at] as number;
    const b = right[at] as number;
    if (seen[b] === a) continue;
    seen[b] = a;
    kept.left[next] = a;
    kept.right[next] = b;
    kept.likeness[next++] = changed[a] === 1 || changed[b] === 1 ? Number.NaN : (likeness[at] as number);
  }
  return { ...kept, pairs: next };
}
