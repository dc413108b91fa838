/** As many vectors as questions, one after the other in one buffer. */
export type Vectors = { count: number; dimensions: number; values: Float32Array };

export function emptyVectors(count: number, dimensions: number): Vectors {
  return { count, dimensions, values: new Float32Array(count * dimensions) };
}

export function vectorAt({ dimensions, values }: Vectors, row: number): Float32Array {
  return values.subarray(row * dimensions, (row + 1) * dimensions);
}

/** Brings every vector to length 1; one without any length stays as it is. */
export function toUnitLength(vectors: Vectors): void {
  for (let row = 0; row < vectors.count; row++) {
    const vector = vectorAt(vectors, row);
    const length = Math.sqrt(dot(vector, vector));
    if (length > 1e-6) for (let d = 0; d < vector.length; d++) vector[d] = (vector[d] as number) / length;
  }
}

/** Four sums at a time: twice as fast as one in V8. */
export function dot(left: Float32Array, right: Float32Array): number {
  return dotAt(left, 0, right, 0, left.length);
}

/** The inner product of `dimensions` numbers of each, from a place in either. */
export function dotAt(
  left: Float32Array,
  leftAt: number,
  right: Float32Array,
  rightAt: number,
  dimensions: number,
): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = dimensions & ~3;
  for (let at = 0; at < whole; at += 4) {
    a += (left[leftAt + at] as number) * (right[rightAt + at] as number);
    b += (left[leftAt + at + 1] as number) * (right[rightAt + at + 1] as number);
    c += (left[leftAt + at + 2] as number) * (right[rightAt + at + 2] as number);
    d += (left[leftAt + at + 3] as number) * (right[rightAt + at + 3] as number);
  }
  for (let at = whole; at < dimensions; at++) a += (left[leftAt + at] as number) * (right[rightAt + at] as number);
  return a + b + (c + d);
}

/** Adds `dimensions` numbers of one, times `weight`, to those of the other. */
export function addAt(
  into: Float32Array,
  intoAt: number,
  from: Float32Array,
  fromAt: number,
  dimensions: number,
  weight: number,
): void {
  const whole = dimensions & ~3;
  for (let at = 0; at < whole; at += 4) {
    const to = intoAt + at;
    const source = fromAt + at;
    into[to] = (into[to] as number) + weight * (from[source] as number);
    into[to + 1] = (into[to + 1] as number) + weight * (from[source + 1] as number);
    into[to + 2] = (into[to + 2] as number) + weight * (from[source + 2] as number);
    into[to + 3] = (into[to + 3] as number) + weight * (from[source + 3] as number);
  }
  for (let at = whole; at < dimensions; at++) {
    into[intoAt + at] = (into[intoAt + at] as number) + weight * (from[fromAt + at] as number);
  }
}

/** The inner products of rows `left`, left + 1 with `right` to right + 3: each number is fetched once for several products. */
export function dotBlock({ values, dimensions }: Vectors, left: number, right: number, products: Float64Array): void {
  let [a0, a1, a2, a3, b0, b1, b2, b3] = [0, 0, 0, 0, 0, 0, 0, 0];
  const a = left * dimensions;
  const b = a + dimensions;
  const w = right * dimensions;
  const x = w + dimensions;
  const y = x + dimensions;
  const z = y + dimensions;
  for (let d = 0; d < dimensions; d++) {
    const one = values[a + d] as number;
    const two = values[b + d] as number;
    const at0 = values[w + d] as number;
    const at1 = values[x + d] as number;
    const at2 = values[y + d] as number;
    const at3 = values[z + d] as number;
    a0 += one * at0;
    a1 += one * at1;
    a2 += one * at2;
    a3 += one * at3;
    b0 += two * at0;
    b1 += two * at1;
    b2 += two * at2;
    b3 += two * at3;
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
