import { dotAt, dotBlock, type Vectors } from './vectors.ts';

/** For every row its nearest others, the most alike first; ties go to the earlier row. Rows with fewer than `most` have NOBODY. */
export type Nearest = { most: number; rows: Int32Array; likeness: Float32Array };

export const NOBODY = -1;

export function nobody(count: number, most: number): Nearest {
  return {
    most,
    rows: new Int32Array(count * most).fill(NOBODY),
    likeness: new Float32Array(count * most).fill(Number.NEGATIVE_INFINITY),
  };
}

/** Puts `other` among the nearest of `row` if it is one of them. What has nothing in common is not near. */
export function offer({ most, rows, likeness }: Nearest, row: number, other: number, value: number): void {
  const start = row * most;
  const last = start + most - 1;
  if (value <= 0 || value < (likeness[last] as number)) return;
  let at = last;
  if (value === likeness[last] && other > (rows[last] as number)) return;
  for (let seen = start; seen < start + most; seen++) if (rows[seen] === other) return;
  while (at > start && comesBefore(value, other, likeness[at - 1] as number, rows[at - 1] as number)) {
    likeness[at] = likeness[at - 1] as number;
    rows[at] = rows[at - 1] as number;
    at--;
  }
  likeness[at] = value;
  rows[at] = other;
}

const comesBefore = (value: number, row: number, otherValue: number, otherRow: number) =>
  value > otherValue || (value === otherValue && (row < otherRow || otherRow === NOBODY));

/** Every row compared with every other. */
export function nearestOfAll(vectors: Vectors, most: number): Nearest {
  const all = Uint32Array.from({ length: vectors.count }, (_, row) => row);
  const nearest = nobody(vectors.count, most);
  compareWithin(vectors, all, nearest);
  return nearest;
}

/** Compares the given rows with each other. */
export function compareWithin(vectors: Vectors, rows: Uint32Array, nearest: Nearest): void {
  const count = rows.length;
  const padded = Math.ceil(count / 4) * 4;
  const { dimensions } = vectors;
  const gathered: Vectors = { count: padded, dimensions, values: new Float32Array(padded * dimensions) };
  rows.forEach((row, at) => {
    gathered.values.set(vectors.values.subarray(row * dimensions, (row + 1) * dimensions), at * dimensions);
  });
  const products = new Float64Array(8);
  for (let left = 0; left < padded; left += 2) {
    for (let right = 0; right <= left + 1; right += 4) {
      dotBlock(gathered, left, right, products);
      for (let p = 0; p < 8; p++) {
        const a = left + (p >> 2);
        const b = right + (p & 3);
        if (a >= count || b >= a) continue;
        // As a Float32, or a value would not equal itself once kept.
        const value = Math.fround(products[p] as number);
        offer(nearest, rows[a] as number, rows[b] as number, value);
        offer(nearest, rows[b] as number, rows[a] as number, value);
      }
    }
  }
}

/** Every row compared with the neighbours of its neighbours, through `near`, and with those. */
export function nearestThrough(vectors: Vectors, near: Nearest, most: number, into?: Nearest): Nearest {
  const nearest = into ?? nobody(vectors.count, most);
  const { dimensions, values } = vectors;
  const both = bothWays(near, vectors.count);
  const seen = new Int32Array(vectors.count).fill(NOBODY);
  for (let row = 0; row < vectors.count; row++) {
    seen[row] = row;
    for (let at = both.starts[row] as number; at < (both.starts[row + 1] as number); at++) {
      const middle = both.rows[at] as number;
      for (let step = (both.starts[middle] as number) - 1; step < (both.starts[middle + 1] as number); step++) {
        const other = step < (both.starts[middle] as number) ? middle : (both.rows[step] as number);
        if (seen[other] === row) continue;
        seen[other] = row;
        const value = Math.fround(dotAt(values, row * dimensions, values, other * dimensions, dimensions));
        offer(nearest, row, other, value);
      }
    }
  }
  return nearest;
}

/** Who is near to whom, seen from both ends: the others of a row are `rows` from `starts[row]` to `starts[row + 1]`. */
export type Links = { starts: Uint32Array; rows: Uint32Array; likeness: Float32Array };

/** Two rows are linked when either is among the nearest of the other. */
export function bothWays({ most, rows, likeness }: Nearest, count: number): Links {
  const isMutual = (row: number, other: number) => {
    for (let at = other * most; at < (other + 1) * most; at++) if (rows[at] === row) return true;
    return false;
  };
  const starts = new Uint32Array(count + 1);
  const eachLink = (take: (from: number, to: number, value: number) => void) => {
    for (let row = 0; row < count; row++) {
      for (let at = row * most; at < (row + 1) * most && rows[at] !== NOBODY; at++) {
        const other = rows[at] as number;
        take(row, other, likeness[at] as number);
        if (!isMutual(row, other)) take(other, row, likeness[at] as number);
      }
    }
  };
  eachLink((from) => {
    starts[from + 1] = (starts[from + 1] as number) + 1;
  });
  for (let row = 0; row < count; row++) starts[row + 1] = (starts[row + 1] as number) + (starts[row] as number);
  const ends = starts.slice();
  const links = {
    starts,
    rows: new Uint32Array(starts[count] as number),
    likeness: new Float32Array(starts[count] as number),
  };
  eachLink((from, to, value) => {
    const at = ends[from] as number;
    links.rows[at] = to;
    links.likeness[at] = value;
    ends[from] = at + 1;
  });
  return links;
}
