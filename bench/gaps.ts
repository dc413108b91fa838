import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { distinctQuestions } from '../src/csat/gaps/distinct.ts';
import { featuresOf } from '../src/csat/gaps/features.ts';
import { ALIKE, likenessOf } from '../src/csat/gaps/group-questions.ts';
import { startPostgres } from '../src/workspace/postgres.ts';
import { exactMatch, trigramSimilarity, wordCosine } from './gaps-baselines.ts';
import { sentenceVectors } from './gaps-embedder.ts';
import { type Drawn, draw, type Half, parseQuestions } from './gaps-sample.ts';
import { curveOf, type Dendrogram, largestFive, type Point, pointAt, recallAt } from './gaps-score.ts';

/**
 * How well similar questions find each other, beside three baselines:
 * node --import tsx bench/gaps.ts --questions FILE.csv [--seeds 5] [--vectors CACHE]
 * The file has the columns text and category. Features and expansion were chosen on the development half of its intents; the threshold ALIKE was not: all were seen.
 */
const { values } = parseArgs({
  options: {
    questions: { type: 'string' },
    seeds: { type: 'string', default: '5' },
    vectors: { type: 'string', default: join(tmpdir(), 'thumbline-gaps-vectors.f32') },
    only: { type: 'string' },
  },
});
if (!values.questions)
  throw new Error('No questions given: pass --questions FILE.csv with the columns text and category.');

const PRECISIONS = [0.5, 0.55, 0.6, 0.65, 0.7, 0.8];
const questions = parseQuestions(readFileSync(values.questions, 'utf8'));
const vectors = await sentenceVectors(
  questions.map(({ text }) => text),
  values.vectors,
);
const seeds = Array.from({ length: Number(values.seeds) }, (_, at) => at + 1);
const server = await startPostgres(mkdtempSync(join(tmpdir(), 'thumbline-bench-')));

type Method = {
  name: string;
  group: (drawn: readonly Drawn[]) => Dendrogram | Promise<Dendrogram>;
  threshold?: number;
};

const ours =
  (meaning: boolean) =>
  (drawn: readonly Drawn[]): Dendrogram => {
    const distinct = distinctQuestions(
      drawn.map(({ text, at }) => ({ text, meaning: meaning ? (vectors?.[at] ?? null) : null })),
    );
    const { merges } = likenessOf(
      featuresOf(distinct).features,
      distinct.map(({ members }) => members.length),
    );
    return { rows: distinct.map(({ members }) => members), merges };
  };
const textsOf = (drawn: readonly Drawn[]) => drawn.map(({ text }) => text);
const methods: Method[] = [
  { name: 'exact match', group: (drawn) => exactMatch(textsOf(drawn)) },
  { name: 'pg_trgm similarity', group: (drawn) => trigramSimilarity(server.url('postgres'), textsOf(drawn)) },
  { name: 'TF-IDF of words', group: (drawn) => wordCosine(textsOf(drawn)) },
  { name: 'gaps, words and letters only', group: ours(false), threshold: ALIKE },
  ...(vectors ? [{ name: 'gaps, with sentence vectors', group: ours(true), threshold: ALIKE }] : []),
];

const mean = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
const cell = (value: number) => value.toFixed(3).padStart(7);

async function measure(half: Half): Promise<void> {
  console.log(`\n${half} intents: recall at precision of at least, mean of ${seeds.length} seeds`);
  console.log(`${''.padEnd(30)}${PRECISIONS.map(cell).join('')}`);
  for (const { name, group, threshold } of methods) {
    const runs: { curve: Point[]; lenient: Point[]; five: number[]; wholeMs: number }[] = [];
    for (const seed of seeds) {
      const drawn = draw(questions, half, seed);
      const intents = drawn.map(({ intent }) => intent);
      const startedAt = performance.now();
      const dendrogram = await group(drawn);
      const wholeMs = performance.now() - startedAt;
      const labels = drawn.map(({ intent, single, at }) => (single ? `single ${at}` : intent));
      runs.push({
        curve: curveOf(dendrogram, labels),
        lenient: curveOf(dendrogram, intents),
        five: threshold === undefined ? [] : largestFive(dendrogram, intents, threshold),
        wholeMs,
      });
    }
    console.log(
      `${name.padEnd(30)}${PRECISIONS.map((p) => cell(mean(runs.map((run) => recallAt(run.curve, p))))).join('')}`,
    );
    if (threshold === undefined) continue;
    console.log(
      `${'  singletons by intent'.padEnd(30)}${PRECISIONS.map((p) => cell(mean(runs.map((run) => recallAt(run.lenient, p))))).join('')}`,
    );
    for (const at of [threshold - 0.1, threshold - 0.05, threshold, threshold + 0.05, threshold + 0.1]) {
      const points = runs.map((run) => pointAt(run.curve, at));
      console.log(
        `  at likeness ${at.toFixed(2)}: precision ${mean(points.map((p) => p.precision)).toFixed(3)}, recall ${mean(points.map((p) => p.recall)).toFixed(3)}`,
      );
    }
    const points = runs.map((run) => pointAt(run.curve, threshold));
    console.log(
      `  as used, seed by seed: ${points.map((p) => `P ${p.precision.toFixed(2)} R ${p.recall.toFixed(2)}`).join(' | ')}`,
    );
    console.log(
      `  commonest intent in the five largest gaps: ${runs.map(({ five }) => five.map((s) => s.toFixed(2)).join(' ')).join(' | ')}`,
    );
    console.log(`  ${mean(runs.map(({ wholeMs }) => wholeMs)).toFixed(0)} ms a grouping`);
  }
}

try {
  for (const half of ['development', 'held-out', 'all'] as const) {
    if (values.only === undefined || values.only === half) await measure(half);
  }
} finally {
  server.destroy();
}
