/** Two groups became one: any member of each (a row), and the mean similarity of their pairs. */
export type Merge = { left: number; right: number; similarity: number };

/**
 * Average-link clustering (UPGMA) of all rows into one, by the nearest-neighbour chain (Murtagh, A Survey of Recent Advances
 * in Hierarchical Clustering Algorithms, The Computer Journal 1983): O(n²) time, no memory beside the matrix.
 * @param matrix symmetric similarities, in rows. It is used up: what it holds afterwards means nothing.
 * @param sizes how many questions each row stands for.
 * @returns the n − 1 merges, the most similar first.
 */
export function averageLink(matrix: Float32Array, sizes: readonly number[]): Merge[] {
  const count = sizes.length;
  const size = Float64Array.from(sizes);
  const alive = new Uint8Array(count).fill(1);
  const merges: Merge[] = [];
  const chain: number[] = [];
  let first = 0;
  while (merges.length < count - 1) {
    if (chain.length === 0) {
      while (alive[first] === 0) first++;
      chain.push(first);
    }
    const top = chain[chain.length - 1] as number;
    const before = chain.length > 1 ? (chain[chain.length - 2] as number) : -1;
    const start = top * count;
    // The one before wins ties, or the chain would never end.
    let best = before;
    let similarity = before < 0 ? Number.NEGATIVE_INFINITY : (matrix[start + before] as number);
    for (let other = 0; other < count; other++) {
      if (alive[other] === 1 && other !== top && (matrix[start + other] as number) > similarity) {
        best = other;
        similarity = matrix[start + other] as number;
      }
    }
    if (best !== before) {
      chain.push(best);
      continue;
    }
    chain.length -= 2;
    merges.push({ left: Math.min(top, before), right: Math.max(top, before), similarity });
    join(matrix, count, alive, size, Math.min(top, before), Math.max(top, before));
  }
  return merges.sort((a, b) => b.similarity - a.similarity || a.left - b.left || a.right - b.right);
}

/** The joined group lives on in the row `kept`; Lance and Williams' update for the average. */
function join(
  matrix: Float32Array,
  count: number,
  alive: Uint8Array,
  size: Float64Array,
  kept: number,
  gone: number,
): void {
  alive[gone] = 0;
  const total = (size[kept] as number) + (size[gone] as number);
  const keptShare = (size[kept] as number) / total;
  const goneShare = (size[gone] as number) / total;
  size[kept] = total;
  for (let other = 0; other < count; other++) {
    if (alive[other] === 0 || other === kept) continue;
    const value =
      (matrix[kept * count + other] as number) * keptShare + (matrix[gone * count + other] as number) * goneShare;
    matrix[kept * count + other] = value;
    matrix[other * count + kept] = value;
  }
}

/**
 * The groups that are left when only merges are made that are similar enough: as similar as all rows in it ask for in the
 * mean, and of two groups that were made whole themselves.
 * @param thresholds how similar each row asks its group to be.
 * @returns for every row the number of its group.
 */
export function cut(merges: readonly Merge[], thresholds: readonly number[]): Uint32Array {
  const parent = Uint32Array.from(thresholds.keys());
  const asked = Float64Array.from(thresholds);
  const rows = new Float64Array(parent.length).fill(1);
  const isWhole = new Uint8Array(parent.length).fill(1);
  const root = (row: number): number => {
    let at = row;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] as number] as number;
      at = parent[at] as number;
    }
    return at;
  };
  for (const { left, right, similarity } of merges) {
    const a = root(left);
    const b = root(right);
    const both = (asked[a] as number) + (asked[b] as number);
    const count = (rows[a] as number) + (rows[b] as number);
    // What was not made whole is never part of a merge: later ones are of no more similar rows.
    if (isWhole[a] === 0 || isWhole[b] === 0 || similarity * count < both) {
      isWhole[a] = 0;
      isWhole[b] = 0;
      continue;
    }
    const [kept, gone] = a < b ? [a, b] : [b, a];
    parent[gone] = kept;
    asked[kept] = both;
    rows[kept] = count;
  }
  return parent.map((_, row) => root(row));
}
