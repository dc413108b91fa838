import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { distinctQuestions } from '../src/csat/gaps/distinct.ts';
import { ALIKE_ALONE, ALIKE_AMONG, mergesOf, OWN_AMONG, viewsOf } from '../src/csat/gaps/group-questions.ts';
import { startPostgres } from '../src/workspace/postgres.ts';
import { exactMatch, trigramSimilarity, wordCosine } from './gaps-baselines.ts';
import { sentenceVectors, VECTORS_CACHE } from './gaps-embedder.ts';
import { type Drawn, draw, type Half, intentsOf, mulberry32, parseQuestions, shuffle } from './gaps-sample.ts';
import {
  amongTwiceAsMany,
  curveOf,
  type Dendrogram,
  largestFive,
  type Point,
  pointAt,
  recallAt,
} from './gaps-score.ts';

/**
 * How well similar questions find each other, beside three baselines:
 * node --import tsx bench/gaps.ts --questions FILE.csv [--seeds 10] [--vectors CACHE]
 * The file has the columns text and category. Method and thresholds were chosen on `one` half of the intents.
 */
const { values } = parseArgs({
  options: {
    questions: { type: 'string' },
    seeds: { type: 'string', default: '10' },
    vectors: { type: 'string', default: VECTORS_CACHE },
    only: { type: 'string' },
  },
});
if (!values.questions)
  throw new Error('No questions given: pass --questions FILE.csv with the columns text and category.');

const PRECISIONS = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9];

/** What the product takes for a window of a thousand questions. */
const OTHERS = 1000;
const questions = parseQuestions(readFileSync(values.questions, 'utf8'));
const vectors = await sentenceVectors(
  questions.map(({ text }) => text),
  values.vectors,
);
const seeds = Array.from({ length: Number(values.seeds) }, (_, at) => at + 1);

type Method = {
  name: string;
  group: (drawn: readonly Drawn[], half: Half) => Dendrogram | Promise<Dendrogram>;
  /** The threshold that the product uses. */
  fixed?: number;
};

const asQuestion = (meaning: boolean, at: number) => ({
  text: questions[at]?.text ?? '',
  meaning: meaning ? (vectors[at] ?? null) : null,
});

/** As the product groups a window of which nothing else is known. */
const alone =
  (meaning: boolean) =>
  (drawn: readonly Drawn[]): Dendrogram => {
    const distinct = distinctQuestions(drawn.map(({ at }) => asQuestion(meaning, at)));
    const seen = { ...viewsOf(distinct, drawn.length, 0), own: 0 };
    const rows = distinct.map(({ members }) => members);
    const merges = mergesOf(
      [...rows.keys()],
      seen,
      rows.map(({ length }) => length),
    );
    return { rows, merges };
  };

/** Of a half of the intents half as many: as dense as it is among all. */
const othersOf = (half: Half) => (half === 'all' ? OTHERS : OTHERS / 2);

/** As the product groups a window among the shop's other questions: here, without their labels, some of the half's rest. */
const amongSome =
  (meaning: boolean) =>
  (drawn: readonly Drawn[], half: Half): Dendrogram => {
    const intents = new Set(intentsOf(questions, half));
    const taken = new Set(drawn.map(({ at }) => at));
    const rest = [...questions.keys()].filter((at) => !taken.has(at) && intents.has(questions[at]?.intent ?? ''));
    const others = shuffle(rest, mulberry32(drawn[0]?.at ?? 0)).slice(0, othersOf(half));
    const distinct = distinctQuestions([...drawn.map(({ at }) => at), ...others].map((at) => asQuestion(meaning, at)));
    const seen = { ...viewsOf(distinct, drawn.length, others.length), own: OWN_AMONG };
    const members = distinct.map((question) => question.members.filter((at) => at < drawn.length));
    const rows = [...members.keys()].filter((row) => (members[row]?.length ?? 0) > 0);
    const times = members.map(({ length }) => length);
    return { rows: rows.map((row) => members[row] ?? []), merges: mergesOf(rows, seen, times) };
  };

/** Among all others that there are, many more than a window is seen with. */
const amongAll = (meaning: boolean) => {
  // Sample and rest are together the same questions for every seed, and looked at in one order: computed once.
  const seen = new Map<Half, ReturnType<typeof look>>();
  const look = (half: Half) => {
    const intents = new Set(intentsOf(questions, half));
    const places = [...questions.keys()].filter((at) => intents.has(questions[at]?.intent ?? ''));
    const distinct = distinctQuestions(places.map((at) => asQuestion(meaning, at)));
    const rowAt = new Map(
      distinct.flatMap(({ members }, row) => members.map((member) => [places[member] as number, row] as const)),
    );
    return { views: { ...viewsOf(distinct, 1, places.length), own: OWN_AMONG }, rowAt };
  };
  return (drawn: readonly Drawn[], half: Half): Dendrogram => {
    const { views, rowAt } = seen.get(half) ?? look(half);
    seen.set(half, { views, rowAt });
    const members = new Map<number, number[]>();
    drawn.forEach(({ at }, place) => {
      const row = rowAt.get(at) as number;
      members.set(row, [...(members.get(row) ?? []), place]);
    });
    const rows = [...members.keys()].sort((a, b) => a - b);
    const times: number[] = [];
    for (const row of rows) times[row] = members.get(row)?.length ?? 0;
    return { rows: rows.map((row) => members.get(row) ?? []), merges: mergesOf(rows, views, times) };
  };
};

const mean = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
const deviation = (numbers: readonly number[]) => Math.sqrt(mean(numbers.map((n) => (n - mean(numbers)) ** 2)));
const cells = (numbers: readonly number[]) => numbers.map((value) => value.toFixed(3).padStart(7)).join('');

type Run = { curve: Point[]; byIntent: Point[]; dendrogram: Dendrogram; intents: string[] };

async function runsOf({ group }: Method, half: Half): Promise<Run[]> {
  const runs: Run[] = [];
  for (const seed of seeds) {
    const drawn = draw(questions, half, seed);
    const intents = drawn.map(({ intent }) => intent);
    const dendrogram = await group(drawn, half);
    const labels = drawn.map(({ intent, single, at }) => (single ? `single ${at}` : intent));
    runs.push({ curve: curveOf(dendrogram, labels), byIntent: curveOf(dendrogram, intents), dendrogram, intents });
  }
  return runs;
}

/** The lowest threshold at which the mean precision, among twice as many intents, would be the target. */
function choose(runs: readonly Run[], target: number): number {
  for (let threshold = 0.2; threshold < 1; threshold += 0.005) {
    if (mean(runs.map(({ curve }) => amongTwiceAsMany(pointAt(curve, threshold)))) >= target) return threshold;
  }
  return 1;
}

function printCurve(name: string, runs: readonly Run[]): void {
  const recalls = PRECISIONS.map((precision) => runs.map(({ curve }) => recallAt(curve, precision)));
  console.log(`${name.padEnd(34)}${cells(recalls.map(mean))}`);
  console.log(`${'  spread over the seeds'.padEnd(34)}${cells(recalls.map(deviation))}`);
  const byIntent = PRECISIONS.map((precision) => runs.map((run) => recallAt(run.byIntent, precision)));
  console.log(`${'  where lone questions of one intent may be together'.padEnd(34)}${cells(byIntent.map(mean))}`);
}

function printPoint(runs: readonly Run[], threshold: number): void {
  const points = runs.map(({ curve }) => pointAt(curve, threshold));
  console.log(
    `  at likeness ${threshold.toFixed(3)}: precision ${mean(points.map((p) => p.precision)).toFixed(3)}, ` +
      `recall ${mean(points.map((p) => p.recall)).toFixed(3)}; seed by seed ` +
      points.map((p) => `${p.precision.toFixed(2)}/${p.recall.toFixed(2)}`).join(' '),
  );
  const five = runs.map(({ dendrogram, intents }) => largestFive(dendrogram, intents, threshold));
  const pure = five.flat().filter((share) => share >= 0.6).length;
  console.log(
    `  of the five largest gaps of each seed, ${pure} of ${five.flat().length} are mostly (60 %) one intent: ` +
      five.map((shares) => shares.map((share) => share.toFixed(2)).join(' ')).join(' | '),
  );
  const ranks = [0, 1, 2, 3, 4].map((rank) => mean(five.map((shares) => shares[rank] ?? 0)).toFixed(2));
  console.log(`  the share of that intent, largest gap first, mean of the seeds: ${ranks.join(' ')}`);
}

/** `target`: the precision that the threshold is chosen for. */
const ours: (Method & { target: number })[] = [
  { name: 'gaps, words only, alone', group: alone(false), target: 0.6 },
  { name: 'gaps, words only, among others', group: amongSome(false), target: 0.6 },
  { name: 'gaps, with meaning, alone', group: alone(true), target: 0.65, fixed: ALIKE_ALONE.withMeaning },
  { name: 'gaps, with meaning, among others', group: amongSome(true), target: 0.7, fixed: ALIKE_AMONG.withMeaning },
  { name: 'gaps, with meaning, among all others', group: amongAll(true), target: 0.7 },
];
const heading = (half: Half) =>
  console.log(
    `\n${half === 'all' ? 'All' : `The ${half} half of the`} intents: recall at a precision of at least …, mean of ${seeds.length} seeds\n${''.padEnd(34)}${cells(PRECISIONS)}`,
  );

if (values.only === undefined || values.only === 'halves') {
  const runs = { one: new Map<string, Run[]>(), other: new Map<string, Run[]>() };
  for (const half of ['one', 'other'] as const) {
    heading(half);
    for (const method of ours) {
      const found = await runsOf(method, half);
      runs[half].set(method.name, found);
      printCurve(method.name, found);
    }
  }
  console.log('\nThresholds chosen on a half (if there were twice as many intents), and what they do on the other');
  for (const { name, target } of ours) {
    for (const [half, reported] of [
      ['one', 'other'],
      ['other', 'one'],
    ] as const) {
      const threshold = choose(runs[half].get(name) ?? [], target);
      console.log(
        `${name}: chosen on the ${half} half for precision ${target.toFixed(2)}, reported on the ${reported}`,
      );
      printPoint(runs[reported].get(name) ?? [], threshold);
    }
  }
}
if (values.only === undefined || values.only === 'all') {
  const server = await startPostgres(mkdtempSync(join(tmpdir(), 'thumbline-bench-')));
  try {
    heading('all');
    const textsOf = (drawn: readonly Drawn[]) => drawn.map(({ text }) => text);
    const baselines: Method[] = [
      { name: 'exact match', group: (drawn) => exactMatch(textsOf(drawn)) },
      { name: 'pg_trgm similarity', group: (drawn) => trigramSimilarity(server.url('postgres'), textsOf(drawn)) },
      { name: 'TF-IDF of words', group: (drawn) => wordCosine(textsOf(drawn)) },
    ];
    for (const method of [...baselines, ...ours]) {
      const runs = await runsOf(method, 'all');
      printCurve(method.name, runs);
      if (method.fixed !== undefined) printPoint(runs, method.fixed);
    }
  } finally {
    server.destroy();
  }
}
