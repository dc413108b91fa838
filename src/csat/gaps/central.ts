import type { Distinct } from './distinct.ts';
import { addFeatures, profileLength } from './profile.ts';
import type { Features } from './similarity.ts';
import { dot } from './similarity.ts';

/** The question most like the mean of its group, each counted as often as it was asked; ties go to the first. */
export function mostCentral(
  rows: readonly number[],
  distinct: readonly Distinct[],
  features: readonly Features[],
): number {
  if (rows.length <= 2) return rows.reduce((a, b) => (timesAsked(distinct, b) > timesAsked(distinct, a) ? b : a));
  const dimensions = rows.reduce((most, row) => Math.max(most, features[row]?.meaning?.length ?? 0), 0);
  const sum = new Float32Array(profileLength(dimensions));
  for (const row of rows) addFeatures(features[row] as Features, timesAsked(distinct, row), sum);
  let best = rows[0] as number;
  let most = Number.NEGATIVE_INFINITY;
  const own = new Float32Array(sum.length);
  for (const row of rows) {
    own.fill(0);
    addFeatures(features[row] as Features, 1, own);
    const likeness = dot(own, sum);
    if (likeness > most) {
      most = likeness;
      best = row;
    }
  }
  return best;
}

function timesAsked(distinct: readonly Distinct[], row: number): number {
  return (distinct[row] as Distinct).members.length;
}
