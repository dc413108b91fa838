import { dot } from './vectors.ts';

/** The one of `places` most like the mean of all, each counted as often as it was asked; ties go to the first. */
export function mostCentral(
  places: readonly number[],
  vectorOf: (place: number) => Float32Array,
  timesAsked: (place: number) => number = () => 1,
): number {
  const mean = averageOf(places.map(vectorOf), (at) => timesAsked(places[at] as number));
  let best = places[0] as number;
  let most = Number.NEGATIVE_INFINITY;
  for (const place of places) {
    // Of two, both are as central as each other, up to rounding: the one asked more often.
    const likeness = places.length <= 2 ? timesAsked(place) : dot(vectorOf(place), mean);
    if (likeness > most) [best, most] = [place, likeness];
  }
  return best;
}

/** The mean of some vectors, one at least, each counted `times` its place. */
export function averageOf(vectors: readonly Float32Array[], times: (at: number) => number = () => 1): Float32Array {
  const sum = new Float32Array((vectors[0] as Float32Array).length);
  let total = 0;
  vectors.forEach((vector, at) => {
    const weight = times(at);
    total += weight;
    for (let d = 0; d < sum.length; d++) sum[d] = (sum[d] as number) + weight * (vector[d] as number);
  });
  return sum.map((value) => value / (total || 1));
}
