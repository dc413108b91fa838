import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';

/** A range, lower bound first. */
export type Interval = [number, number];

/** A sample of numbers, told by its count, its sum and the sum of its squares. */
export type Sample = { count: number; sum: number; squareSum: number };

/** `successes` of `trials`. */
export type Proportion = { successes: number; trials: number };

const TWO_SIDED_95 = 0.975;

/**
 * The 95 % interval of the difference of two means, `now` − `before`, without assuming equal variances:
 * Welch, Biometrika 34 (1947) 28–35, with Satterthwaite's degrees of freedom.
 *
 * Where neither sample has any spread, Welch's interval has no width and would call any difference certain. There each
 * sample is taken to hold one value a point off, which gives it the variance 1 / count.
 * null: a side has fewer than two values.
 */
export function welchInterval(now: Sample, before: Sample): Interval | null {
  if (now.count < 2 || before.count < 2) return null;
  const spread = varianceOf(now) > 0 || varianceOf(before) > 0;
  const variance = (sample: Sample) => (spread ? varianceOf(sample) : 1 / sample.count);
  const squaredErrorNow = variance(now) / now.count;
  const squaredErrorBefore = variance(before) / before.count;
  const squaredError = squaredErrorNow + squaredErrorBefore;
  const degreesOfFreedom =
    squaredError ** 2 / (squaredErrorNow ** 2 / (now.count - 1) + squaredErrorBefore ** 2 / (before.count - 1));
  const margin = tQuantile(TWO_SIDED_95, degreesOfFreedom) * Math.sqrt(squaredError);
  const difference = now.sum / now.count - before.sum / before.count;
  return [difference - margin, difference + margin];
}

/**
 * The 95 % interval of the difference of two shares, `now` − `before`: the hybrid score interval,
 * method 10 of Newcombe, Statistics in Medicine 17 (1998) 873–890.
 * null: a side has no trials.
 */
export function newcombeInterval(now: Proportion, before: Proportion): Interval | null {
  if (now.trials === 0 || before.trials === 0) return null;
  const shareNow = now.successes / now.trials;
  const shareBefore = before.successes / before.trials;
  const [lowNow, highNow] = wilsonInterval(now);
  const [lowBefore, highBefore] = wilsonInterval(before);
  const difference = shareNow - shareBefore;
  return [
    difference - Math.hypot(shareNow - lowNow, highBefore - shareBefore),
    difference + Math.hypot(highNow - shareNow, shareBefore - lowBefore),
  ];
}

/** The 95 % score interval of one share: Wilson, Journal of the American Statistical Association 22 (1927) 209–212. */
export function wilsonInterval({ successes, trials }: Proportion): Interval {
  const z = normalQuantile(TWO_SIDED_95, 0, 1);
  const middle = successes + z ** 2 / 2;
  const margin = z * Math.sqrt((successes * (trials - successes)) / trials + z ** 2 / 4);
  const scale = trials + z ** 2;
  // Exactly 0 and 1 at the ends, where rounding would leave a hair outside of the share itself.
  return [successes === 0 ? 0 : (middle - margin) / scale, successes === trials ? 1 : (middle + margin) / scale];
}

/** Unbiased; sums of 1–5 scores are whole numbers, so nothing is lost in the subtraction. */
function varianceOf({ count, sum, squareSum }: Sample): number {
  return Math.max(0, squareSum - sum ** 2 / count) / (count - 1);
}
