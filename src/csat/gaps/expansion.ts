/** A question's nearest others (rows of the matrix) and how much each is leant on. */
export type Leaning = { rows: Uint32Array; values: Float32Array };

/** How many others a question leans on, and how steeply the less similar fade: chosen on the development half. */
const NEAREST = 10;
const FADE = 3;

/** The NEAREST others of every row, each with weight max(similarity, 0)^FADE. Ties go to the earlier row. */
export function leanings(matrix: Float32Array, count: number): Leaning[] {
  return Array.from({ length: count }, (_, row) => leaningOf(matrix.subarray(row * count, (row + 1) * count), row));
}

/** @param self the row that is the question itself, or -1. */
export function leaningOf(similarities: Float32Array, self: number): Leaning {
  const rows: number[] = [];
  for (let other = 0; other < similarities.length; other++) {
    if (other === self) continue;
    const value = similarities[other] as number;
    if (value <= 0) continue;
    if (rows.length === NEAREST && value <= (similarities[rows[NEAREST - 1] as number] as number)) continue;
    let at = Math.min(rows.length, NEAREST - 1);
    while (at > 0 && (similarities[rows[at - 1] as number] as number) < value) at--;
    rows.splice(at, 0, other);
    if (rows.length > NEAREST) rows.pop();
  }
  return {
    rows: Uint32Array.from(rows),
    values: Float32Array.from(rows, (row) => (similarities[row] as number) ** FADE),
  };
}

/**
 * Compares the questions as if each had been asked together with its nearest others: with M = 1 + the leanings, M S Mᵀ
 * brought back to 1 on the diagonal. This is α query expansion (Radenović, Tolias and Chum, Fine-tuning CNN Image Retrieval
 * with No Human Annotation, TPAMI 2018, section 3.4) done on the similarities, so that no vectors are needed.
 * @returns also by what each row was multiplied to get there.
 */
export function expand(
  matrix: Float32Array,
  count: number,
  leaning: readonly Leaning[],
): { expanded: Float32Array; scale: Float32Array } {
  const half = new Float32Array(matrix);
  for (let row = 0; row < count; row++) {
    const { rows, values } = leaning[row] as Leaning;
    for (let at = 0; at < rows.length; at++) {
      const value = values[at] as number;
      const from = (rows[at] as number) * count;
      const to = row * count;
      for (let column = 0; column < count; column++) {
        half[to + column] = (half[to + column] as number) + value * (matrix[from + column] as number);
      }
    }
  }
  const expanded = new Float32Array(count * count);
  for (let row = 0; row < count; row++) {
    const start = row * count;
    for (let column = 0; column <= row; column++) {
      const { rows, values } = leaning[column] as Leaning;
      let sum = half[start + column] as number;
      for (let at = 0; at < rows.length; at++)
        sum += (values[at] as number) * (half[start + (rows[at] as number)] as number);
      expanded[start + column] = sum;
      expanded[column * count + row] = sum;
    }
  }
  const scale = Float32Array.from({ length: count }, (_, row) => 1 / Math.sqrt(expanded[row * count + row] || 1));
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      const cell = row * count + column;
      expanded[cell] = (expanded[cell] as number) * (scale[row] as number) * (scale[column] as number);
    }
  }
  return { expanded, scale };
}
