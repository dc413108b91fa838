import { centre } from './meaning.ts';
import type { Features } from './similarity.ts';
import { countUse, type TermUse, termsOf, weigh } from './terms.ts';

/** What a window is compared by, and what is needed to see a later question with the same eyes. */
export type WindowFeatures = { features: Features[]; use: TermUse; mean: Float32Array };

export function featuresOf(questions: readonly { text: string; meaning: Float32Array | null }[]): WindowFeatures {
  const terms = questions.map(({ text }) => termsOf(text));
  const use = countUse(terms);
  const { mean, centred } = centre(questions.map(({ meaning }) => meaning));
  return {
    features: terms.map((own, at) => ({ weights: weigh(own, use), meaning: centred[at] ?? null })),
    use,
    mean,
  };
}
