import { scramble } from './scramble.ts';
import { type Features, MEANING_SHARE } from './similarity.ts';

/** Short stand-ins for questions: rough likeness at a tenth of the cost. */
export type Sketches = { dimensions: number; values: Float32Array };

const MEANING_SKETCH = 64;
const TERM_SKETCH = 64;
const ROUNDS = 6;

/**
 * Meanings and terms folded into a few dimensions with pseudo-random signs, which keeps inner products on average
 * (Charikar, Chen and Farach-Colton, Finding frequent items in data streams, ICALP 2002).
 */
export function sketch(questions: readonly Features[]): Sketches {
  const dimensions = MEANING_SKETCH + TERM_SKETCH;
  const values = new Float32Array(questions.length * dimensions);
  for (const [row, question] of questions.entries()) {
    sketchInto(question, values.subarray(row * dimensions, (row + 1) * dimensions));
  }
  return { dimensions, values };
}

export function sketchInto({ weights, meaning }: Features, into: Float32Array): void {
  const meaningScale = meaning === null ? 0 : Math.sqrt(MEANING_SHARE);
  const termScale = meaning === null ? 1 : Math.sqrt(1 - MEANING_SHARE);
  for (let d = 0; d < (meaning?.length ?? 0); d++) {
    const mixed = scramble(d);
    const to = (mixed >>> 1) % MEANING_SKETCH;
    into[to] = (into[to] as number) + (mixed & 1 ? meaningScale : -meaningScale) * (meaning?.[d] as number);
  }
  for (let at = 0; at < weights.ids.length; at++) {
    const mixed = scramble((weights.ids[at] as number) + 0x10000);
    const to = MEANING_SKETCH + ((mixed >>> 1) % TERM_SKETCH);
    into[to] = (into[to] as number) + (mixed & 1 ? termScale : -termScale) * (weights.values[at] as number);
  }
}

/**
 * Cuts a window into neighbourhoods of at most `most` questions, the alike together, by halving around two centres
 * (bisecting k-means: Steinbach, Karypis and Kumar, A Comparison of Document Clustering Techniques, 2000).
 * Its time grows with n log n. No chance in it: the first centre is the question farthest from the mean.
 * @returns rows, ascending within each neighbourhood.
 */
export function neighbourhoods(sketches: Sketches, most: number): Uint32Array[] {
  const count = sketches.values.length / sketches.dimensions;
  const done: Uint32Array[] = [];
  const waiting: Uint32Array[] = [Uint32Array.from({ length: count }, (_, row) => row)];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (part.length <= most) done.push(part);
    else waiting.push(...halve(sketches, part));
  }
  return done.sort((a, b) => (a[0] as number) - (b[0] as number));
}

function halve(sketches: Sketches, rows: Uint32Array): [Uint32Array, Uint32Array] {
  const first = farthest(sketches, rows, meanOf(sketches, rows));
  const second = farthest(sketches, rows, rowOf(sketches, first));
  let centres: [Float32Array, Float32Array] = [
    Float32Array.from(rowOf(sketches, first)),
    Float32Array.from(rowOf(sketches, second)),
  ];
  let sides: [Uint32Array, Uint32Array] = [rows, new Uint32Array()];
  for (let round = 0; round < ROUNDS; round++) {
    // Nearer by direction: the margin of a question is how much more it points to the left centre.
    const margin = Float32Array.from(rows, (row) => {
      const own = rowOf(sketches, row);
      return inner(own, centres[0]) - inner(own, centres[1]);
    });
    sides = [rows.filter((_, at) => (margin[at] as number) >= 0), rows.filter((_, at) => (margin[at] as number) < 0)];
    // A split that leaves nearly all on one side would go on for ever: cut at the middle of the margins instead.
    if (Math.min(sides[0].length, sides[1].length) < rows.length / 16) {
      const byMargin = Array.from(rows.keys()).sort((a, b) => (margin[a] as number) - (margin[b] as number) || a - b);
      const low = new Set(byMargin.slice(0, rows.length >> 1));
      sides = [rows.filter((_, at) => !low.has(at)), rows.filter((_, at) => low.has(at))];
    }
    centres = [direction(meanOf(sketches, sides[0])), direction(meanOf(sketches, sides[1]))];
  }
  return sides;
}

export function rowOf({ dimensions, values }: Sketches, row: number): Float32Array {
  return values.subarray(row * dimensions, (row + 1) * dimensions);
}

export function meanOf(sketches: Sketches, rows: Uint32Array): Float32Array {
  const sum = new Float64Array(sketches.dimensions);
  for (const row of rows) {
    const start = row * sketches.dimensions;
    for (let d = 0; d < sum.length; d++) sum[d] = (sum[d] as number) + (sketches.values[start + d] as number);
  }
  return Float32Array.from(sum, (value) => value / rows.length);
}

function farthest(sketches: Sketches, rows: Uint32Array, from: Float32Array): number {
  let found = rows[0] as number;
  let least = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const likeness = inner(rowOf(sketches, row), from);
    if (likeness < least) {
      least = likeness;
      found = row;
    }
  }
  return found;
}

export function direction(vector: Float32Array): Float32Array {
  const length = Math.sqrt(inner(vector, vector)) || 1;
  return vector.map((value) => value / length);
}

export function inner(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < left.length; d++) sum += (left[d] as number) * (right[d] as number);
  return sum;
}
