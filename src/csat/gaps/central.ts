import { dot, type Vectors, vectorAt } from './vectors.ts';

/** The row most like the mean of all, each counted as often as it was asked; ties go to the first. */
export function mostCentral(rows: readonly number[], vectors: Vectors, timesAsked: (row: number) => number): number {
  const mean = meanOfRows(rows, vectors, timesAsked);
  let best = rows[0] as number;
  let most = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    // Of two, both are as central as each other, up to rounding: the one asked more often.
    const likeness = rows.length <= 2 ? timesAsked(row) : dot(vectorAt(vectors, row), mean);
    if (likeness > most) [best, most] = [row, likeness];
  }
  return best;
}

export function meanOfRows(
  rows: readonly number[],
  vectors: Vectors,
  timesAsked: (row: number) => number = () => 1,
): Float32Array {
  const sum = new Float32Array(vectors.dimensions);
  let total = 0;
  for (const row of rows) {
    const vector = vectorAt(vectors, row);
    const times = timesAsked(row);
    total += times;
    for (let d = 0; d < sum.length; d++) sum[d] = (sum[d] as number) + times * (vector[d] as number);
  }
  return sum.map((value) => value / (total || 1));
}
