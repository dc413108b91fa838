import { averageLink } from '../src/csat/gaps/average-link.ts';
import { tokensOf } from '../src/csat/gaps/tokens.ts';
import { openClient } from '../src/db/client.ts';
import type { Dendrogram } from './gaps-score.ts';

/** Questions that are the same to the letter. */
export function exactMatch(texts: readonly string[]): Dendrogram {
  const places = new Map<string, number[]>();
  texts.forEach((text, at) => {
    const list = places.get(text) ?? [];
    places.set(text, list);
    list.push(at);
  });
  return { rows: [...places.values()], merges: [] };
}

/** Average link over Postgres' own `similarity()` of pg_trgm. */
export async function trigramSimilarity(url: string, texts: readonly string[]): Promise<Dendrogram> {
  const sql = openClient(url, { max: 1 });
  try {
    await sql`CREATE EXTENSION IF NOT EXISTS pg_trgm`;
    const matrix = new Float32Array(texts.length ** 2);
    const pairs = sql`
      WITH asked AS (SELECT text, ordinality - 1 AS at FROM unnest(${sql.array([...texts], 1009)}) WITH ORDINALITY AS t (text, ordinality))
      SELECT a.at::int4 AS a, json_agg(similarity(a.text, b.text) ORDER BY b.at) AS row FROM asked a CROSS JOIN asked b GROUP BY a.at`;
    for (const { a, row } of await pairs) matrix.set(row, a * texts.length);
    return byAverageLink(matrix, texts.length);
  } finally {
    await sql.end();
  }
}

/** Average link over the cosine of TF-IDF weights of words, as a textbook has it. */
export function wordCosine(texts: readonly string[]): Dendrogram {
  const documents = texts.map((text) => tokensOf(text).words);
  const uses = new Map<string, number>();
  for (const words of documents) for (const word of new Set(words)) uses.set(word, (uses.get(word) ?? 0) + 1);
  const vectors = documents.map((words) => {
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    const weights = new Map(
      Array.from(counts, ([word, count]) => [
        word,
        (1 + Math.log(count)) * (1 + Math.log((1 + texts.length) / (1 + (uses.get(word) ?? 0)))),
      ]),
    );
    const length = Math.hypot(...weights.values()) || 1;
    return new Map(Array.from(weights, ([word, weight]) => [word, weight / length]));
  });
  const matrix = new Float32Array(texts.length ** 2);
  vectors.forEach((left, row) => {
    vectors.forEach((right, column) => {
      let sum = 0;
      for (const [word, weight] of left) sum += weight * (right.get(word) ?? 0);
      matrix[row * texts.length + column] = sum;
    });
  });
  return byAverageLink(matrix, texts.length);
}

function byAverageLink(matrix: Float32Array, count: number): Dendrogram {
  const rows = Array.from({ length: count }, (_, at) => [at]);
  return { rows, merges: averageLink(matrix, new Array(count).fill(1)) };
}
