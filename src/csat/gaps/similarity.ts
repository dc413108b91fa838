import type { Weights } from './terms.ts';

/** What a question is compared by: the weights of its terms and, where an embedder knew its language, its centred meaning. */
export type Features = { weights: Weights; meaning: Float32Array | null };

/** How much meaning counts beside words: chosen on the development half of the intents (bench/gaps.ts). */
export const MEANING_SHARE = 0.35;

/**
 * Every question against every other: MEANING_SHARE · cosine of the meanings + the rest · cosine of the terms; where a
 * question has no meaning vector, its terms count in full.
 * @returns a symmetric matrix in rows, 1 on the diagonal.
 */
export function compareAll(questions: readonly Features[]): Float32Array {
  const count = questions.length;
  const matrix = new Float32Array(count * count);
  const meaningScale = questions.map(({ meaning }) => (meaning === null ? 0 : Math.sqrt(MEANING_SHARE)));
  const termScale = questions.map(({ meaning }) => (meaning === null ? 1 : Math.sqrt(1 - MEANING_SHARE)));
  addTerms(matrix, questions, termScale);
  addMeanings(matrix, questions, meaningScale);
  for (let row = 0; row < count; row++) matrix[row * count + row] = 1;
  return matrix;
}

/** Term by term through lists of who uses it: pairs without a common term cost nothing. Fills both triangles. */
function addTerms(matrix: Float32Array, questions: readonly Features[], scale: readonly number[]): void {
  const count = questions.length;
  const users = new Map<number, { rows: number[]; values: number[] }>();
  questions.forEach(({ weights }, row) => {
    const own = row * count;
    for (let at = 0; at < weights.ids.length; at++) {
      const id = weights.ids[at] as number;
      const value = (weights.values[at] as number) * (scale[row] as number);
      let list = users.get(id);
      if (list === undefined) {
        list = { rows: [], values: [] };
        users.set(id, list);
      }
      for (let other = 0; other < list.rows.length; other++) {
        const cell = own + (list.rows[other] as number);
        matrix[cell] = (matrix[cell] as number) + value * (list.values[other] as number);
      }
      list.rows.push(row);
      list.values.push(value);
    }
  });
  for (let row = 0; row < count; row++) {
    for (let other = 0; other < row; other++) matrix[other * count + row] = matrix[row * count + other] as number;
  }
}

/** Two rows against four at a time, laid out side by side: each number is fetched once for several products. */
function addMeanings(matrix: Float32Array, questions: readonly Features[], scale: readonly number[]): void {
  const dimensions = questions.find(({ meaning }) => meaning !== null)?.meaning?.length ?? 0;
  if (dimensions === 0) return;
  const count = questions.length;
  const padded = Math.ceil(count / 4) * 4;
  const flat = new Float32Array(padded * dimensions);
  questions.forEach(({ meaning }, row) => {
    if (meaning === null) return;
    const by = scale[row] as number;
    for (let d = 0; d < dimensions; d++) flat[row * dimensions + d] = (meaning[d] as number) * by;
  });
  const products = new Float64Array(8);
  for (let row = 0; row < padded; row += 2) {
    for (let other = 0; other <= row + 1; other += 4) {
      multiply(flat, dimensions, row, other, products);
      for (let p = 0; p < 8; p++) {
        const left = row + (p >> 2);
        const right = other + (p & 3);
        if (left >= count || right >= left) continue;
        const value = (matrix[left * count + right] as number) + (products[p] as number);
        matrix[left * count + right] = value;
        matrix[right * count + left] = value;
      }
    }
  }
}

function multiply(flat: Float32Array, dimensions: number, row: number, other: number, products: Float64Array): void {
  let [a0, a1, a2, a3, b0, b1, b2, b3] = [0, 0, 0, 0, 0, 0, 0, 0];
  const a = row * dimensions;
  const b = a + dimensions;
  const w = other * dimensions;
  const x = w + dimensions;
  const y = x + dimensions;
  const z = y + dimensions;
  for (let d = 0; d < dimensions; d++) {
    const left = flat[a + d] as number;
    const right = flat[b + d] as number;
    const at0 = flat[w + d] as number;
    const at1 = flat[x + d] as number;
    const at2 = flat[y + d] as number;
    const at3 = flat[z + d] as number;
    a0 += left * at0;
    a1 += left * at1;
    a2 += left * at2;
    a3 += left * at3;
    b0 += right * at0;
    b1 += right * at1;
    b2 += right * at2;
    b3 += right * at3;
  }
  products[0] = a0;
  products[1] = a1;
  products[2] = a2;
  products[3] = a3;
  products[4] = b0;
  products[5] = b1;
  products[6] = b2;
  products[7] = b3;
}

/** Four sums at a time: twice as fast as one in V8. */
export function dot(left: Float32Array, right: Float32Array): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const whole = left.length & ~3;
  for (let at = 0; at < whole; at += 4) {
    a += (left[at] as number) * (right[at] as number);
    b += (left[at + 1] as number) * (right[at + 1] as number);
    c += (left[at + 2] as number) * (right[at + 2] as number);
    d += (left[at + 3] as number) * (right[at + 3] as number);
  }
  for (let at = whole; at < left.length; at++) a += (left[at] as number) * (right[at] as number);
  return a + b + (c + d);
}
