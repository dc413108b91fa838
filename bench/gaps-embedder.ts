import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SENTENCE_MODEL, sentenceEmbedder } from '../src/jobs/sentence-embedder.ts';

/** Where vectors are kept unless said otherwise: another model has another file. */
export const VECTORS_CACHE = join(tmpdir(), `thumbline-gaps-${SENTENCE_MODEL}.f32`);

/** The product's vectors of the questions, read from `cache` when it has them, else computed and kept there. */
export async function sentenceVectors(texts: readonly string[], cache: string): Promise<Float32Array[]> {
  const { dimensions, embed } = sentenceEmbedder;
  let flat = existsSync(cache) ? new Float32Array(new Uint8Array(readFileSync(cache)).buffer) : null;
  if (flat?.length !== texts.length * dimensions) {
    flat = new Float32Array(texts.length * dimensions);
    for (const [at, vector] of (await embed(texts)).entries()) if (vector !== null) flat.set(vector, at * dimensions);
    writeFileSync(cache, Buffer.from(flat.buffer));
  }
  const all = flat;
  return texts.map((_, row) => all.subarray(row * dimensions, (row + 1) * dimensions));
}
