import { bothWays, type Links, type Nearest, NOBODY } from './nearest.ts';
import { addAt, emptyVectors, toUnitLength, type Vectors } from './vectors.ts';

/** How steeply the less similar fade. */
const FADE = 3;
/** Of every step, how much comes from the neighbours; the rest is the question's own. */
const FROM_OTHERS = 0.85;
const STEPS = 3;
/** So many dimensions at a time: memory for two copies of them, and they stay in the processor's cache. */
const BLOCK = 64;

/**
 * Draws questions towards their neighbours and those towards theirs: y ← (1 − a) x + a P y, where P takes the mean of the
 * linked others weighted by likeness³. It is personalised PageRank on the vectors (Gasteiger, Bojchevski and Günnemann,
 * Predict then Propagate, ICLR 2019): what many questions say in many ways comes to one place.
 * @param into vectors that are no longer needed, other than `own`: their memory is used for the result.
 */
export function spread(own: Vectors, nearest: Nearest, into?: Vectors): Vectors {
  const { count, dimensions } = own;
  const links = bothWays(nearest, count);
  const weights = weightsOf(links);
  const spreaded = into ?? emptyVectors(count, dimensions);
  for (let first = 0; first < dimensions; first += BLOCK) {
    const width = Math.min(BLOCK, dimensions - first);
    const x = new Float32Array(count * width);
    for (let row = 0; row < count; row++) {
      const from = row * dimensions + first;
      x.set(own.values.subarray(from, from + width), row * width);
    }
    let y = x;
    for (let step = 0; step < STEPS; step++) {
      const next = new Float32Array(x.length);
      addAt(next, 0, x, 0, x.length, 1 - FROM_OTHERS);
      for (let row = 0; row < count; row++) {
        const end = links.starts[row + 1] as number;
        for (let at = links.starts[row] as number; at < end; at++) {
          addAt(next, row * width, y, (links.rows[at] as number) * width, width, weights[at] as number);
        }
      }
      y = next;
    }
    for (let row = 0; row < count; row++) {
      spreaded.values.set(y.subarray(row * width, (row + 1) * width), row * dimensions + first);
    }
  }
  toUnitLength(spreaded);
  return spreaded;
}

/** What each linked other gives to its row: in all FROM_OTHERS. */
function weightsOf({ starts, likeness }: Links): Float32Array {
  const weights = likeness.map((value) => value ** FADE);
  for (let row = 0; row + 1 < starts.length; row++) {
    const own = weights.subarray(starts[row], starts[row + 1]);
    const sum = own.reduce((total, weight) => total + weight, 0);
    own.forEach((weight, at) => {
      own[at] = (weight / sum) * FROM_OTHERS;
    });
  }
  return weights;
}

/**
 * Sees every question together with its nearest others, each with weight likeness³: α query expansion (Radenović, Tolias
 * and Chum, Fine-tuning CNN Image Retrieval with No Human Annotation, TPAMI 2018, section 3.4).
 */
export function expand(own: Vectors, { most, rows, likeness }: Nearest): Vectors {
  const { count, dimensions } = own;
  const expanded = { ...own, values: own.values.slice() };
  for (let row = 0; row < count; row++) {
    for (let at = row * most; at < (row + 1) * most && rows[at] !== NOBODY; at++) {
      const weight = (likeness[at] as number) ** FADE;
      addAt(expanded.values, row * dimensions, own.values, (rows[at] as number) * dimensions, dimensions, weight);
    }
  }
  toUnitLength(expanded);
  return expanded;
}
