import { compareWithin, type Nearest, nearestThrough, nobody } from './nearest.ts';
import { scramble } from './scramble.ts';
import { dotAt, emptyVectors, type Vectors, vectorAt } from './vectors.ts';

const TREES = 3;
/** Leaves are halved until they hold no more than this. */
const LEAF = 256;
/** A tree sees each vector folded into so many dimensions, other ones than the next tree does. */
const SEEN_DIMENSIONS = 48;
const ROUNDS = 3;

/** A tree halves where the inner product with `across` is `at`; a leaf holds rows. */
export type Tree = { across: Float32Array; at: number; below: Tree; above: Tree } | { rows: Uint32Array };

/**
 * The nearest others of many rows, nearly: compared are the rows that share a leaf in one of several trees, and then the
 * neighbours of the neighbours that this finds (Dong, Charikar and Li, Efficient K-Nearest Neighbor Graph Construction for
 * Generic Similarity Measures, WWW 2011, from the start that Dasgupta and Freund's trees give, STOC 2008). Time grows with
 * n log n. No chance in it, and a few rows more or less move the halves only a little.
 */
export function nearestInForest(vectors: Vectors, most: number): { nearest: Nearest; trees: Tree[] } {
  const nearest = nobody(vectors.count, most);
  const trees: Tree[] = [];
  for (let number = 0; number < TREES; number++) {
    const tree = grow(fold(vectors, number), allRows(vectors.count), number);
    trees.push(tree);
    for (const rows of leavesOf(tree)) compareWithin(vectors, rows, nearest);
  }
  return { nearest: nearestThrough(vectors, nearest, most), trees };
}

/** The rows that a vector would have shared a leaf with. */
export function leafMates(trees: readonly Tree[], vector: Float32Array): Set<number> {
  const mates = new Set<number>();
  trees.forEach((root, number) => {
    const folded = fold({ count: 1, dimensions: vector.length, values: vector }, number).values;
    let tree = root;
    while ('across' in tree) {
      tree = dotAt(folded, 0, tree.across, 0, SEEN_DIMENSIONS) > tree.at ? tree.above : tree.below;
    }
    for (const row of tree.rows) mates.add(row);
  });
  return mates;
}

const allRows = (count: number) => Uint32Array.from({ length: count }, (_, row) => row);

function leavesOf(tree: Tree): Uint32Array[] {
  return 'rows' in tree ? [tree.rows] : [...leavesOf(tree.below), ...leavesOf(tree.above)];
}

/** Folds with pseudo-random signs, which keeps inner products on average (Charikar, Chen and Farach-Colton, ICALP 2002). */
function fold({ count, dimensions, values }: Vectors, number: number): Vectors {
  const folded = emptyVectors(count, SEEN_DIMENSIONS);
  const mixed = Uint32Array.from({ length: dimensions }, (_, d) => scramble(d + number * dimensions));
  for (let row = 0; row < count; row++) {
    const to = row * SEEN_DIMENSIONS;
    for (let d = 0; d < dimensions; d++) {
      const at = to + (((mixed[d] as number) >>> 1) % SEEN_DIMENSIONS);
      const value = values[row * dimensions + d] as number;
      folded.values[at] = (folded.values[at] as number) + ((mixed[d] as number) & 1 ? value : -value);
    }
  }
  return folded;
}

/** Two means, beginning with a direction that depends on the place in the tree only; cut in the middle. */
function grow(seen: Vectors, rows: Uint32Array, place: number): Tree {
  if (rows.length <= LEAF) return { rows };
  let across = Float32Array.from({ length: seen.dimensions }, (_, d) =>
    scramble(place * seen.dimensions + d + 0x5000) & 1 ? 1 : -1,
  );
  for (let round = 0; ; round++) {
    const margins = Float32Array.from(rows, (row) =>
      dotAt(seen.values, row * seen.dimensions, across, 0, seen.dimensions),
    );
    const at = margins.slice().sort()[rows.length >> 1] as number;
    const below = rows.filter((_, n) => (margins[n] as number) <= at);
    const above = rows.filter((_, n) => (margins[n] as number) > at);
    // Many alike rows have one margin: nothing to cut.
    if (above.length === 0) return { rows };
    if (round === ROUNDS) {
      return {
        across,
        at,
        below: grow(seen, below, place * 2 + TREES),
        above: grow(seen, above, place * 2 + TREES + 1),
      };
    }
    const [left, right] = [meanOf(seen, below), meanOf(seen, above)];
    across = right.map((value, d) => value - (left[d] as number));
  }
}

function meanOf(vectors: Vectors, rows: Uint32Array): Float32Array {
  const sum = new Float64Array(vectors.dimensions);
  for (const row of rows) {
    const vector = vectorAt(vectors, row);
    for (let d = 0; d < sum.length; d++) sum[d] = (sum[d] as number) + (vector[d] as number);
  }
  return Float32Array.from(sum, (value) => value / rows.length);
}
