import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { placeQuestions } from '../src/csat/gaps/add-questions.ts';
import { groupQuestions } from '../src/csat/gaps/group-questions.ts';
import { sentenceVectors } from './gaps-embedder.ts';
import { mulberry32, parseQuestions, shuffle } from './gaps-sample.ts';

/**
 * Time and memory of grouping 5,000 to 50,000 questions in a worker thread, their vectors known, and how the same
 * questions come out in another order, and in two batches:
 * node --import tsx bench/gaps-scale.ts --questions FILE.csv [--vectors CACHE] [--counts 5000,50000]
 * The file's questions are varied (words dropped and swapped, vectors shaken) until there are enough.
 */
type Window = { texts: string[]; vectors: Float32Array; dimensions: number };
type Report = {
  wholeMs: number;
  groups: number;
  distinct: number;
  rssMb: number;
  addMs: number;
  shuffled: number;
  added: number;
};

const ADDED = 100;

if (isMainThread) await main();
else parentPort?.postMessage(work(workerData));

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      questions: { type: 'string' },
      vectors: { type: 'string', default: join(tmpdir(), 'thumbline-gaps-vectors.f32') },
      counts: { type: 'string', default: '5000,10000,20000,50000' },
    },
  });
  if (!values.questions)
    throw new Error('No questions given: pass --questions FILE.csv with the columns text and category.');
  const questions = parseQuestions(readFileSync(values.questions, 'utf8'));
  const texts = questions.map(({ text }) => text);
  const vectors = await sentenceVectors(texts, values.vectors);
  for (const count of values.counts.split(',').map(Number)) {
    const window = enlarge(texts, vectors, count + ADDED);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const report = await new Promise<Report>((resolve, reject) => {
      // A worker does not inherit tsx from the command line on Node 20: it registers it itself.
      const start = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then((tsx) => { tsx.register(); return import(${JSON.stringify(import.meta.url)}); })`;
      const worker = new Worker(start, {
        eval: true,
        workerData: window,
        transferList: [window.vectors.buffer as ArrayBuffer],
      });
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    delay.disable();
    console.log(
      `${count} questions (${report.distinct} distinct): ${(report.wholeMs / 1000).toFixed(1)} s, ${report.groups} groups, ` +
        `process ${report.rssMb.toFixed(0)} MB, main loop held ${(delay.max / 1e6).toFixed(0)} ms at most; ` +
        `adding ${ADDED}: ${report.addMs.toFixed(0)} ms, pairs that differ from grouping all anew ${(report.added * 100).toFixed(2)} %; ` +
        `in another order ${(report.shuffled * 100).toFixed(2)} %`,
    );
  }
}

function enlarge(texts: readonly string[], vectors: readonly Float32Array[] | null, count: number): Window {
  const random = mulberry32(count);
  const dimensions = vectors?.[0]?.length ?? 0;
  const window: Window = { texts: [], vectors: new Float32Array(count * dimensions), dimensions };
  const seen = new Map<string, number>();
  for (let at = 0; at < count; at++) {
    const from = Math.floor(random() ** 1.5 * texts.length);
    const words = (texts[from] as string).split(' ').filter(() => random() > 0.12);
    const swap = Math.floor(random() * words.length);
    if (random() < 0.3) [words[swap], words[0]] = [words[0] ?? '', words[swap] ?? ''];
    const text = words.join(' ');
    const same = seen.get(text);
    seen.set(text, at);
    window.texts.push(text);
    for (let d = 0; d < dimensions; d++) {
      // The same text has the same vector, as from a real embedder.
      window.vectors[at * dimensions + d] =
        same === undefined
          ? (vectors?.[from]?.[d] ?? 0) + (random() - 0.5) * 0.05
          : (window.vectors[same * dimensions + d] as number);
    }
  }
  return window;
}

function work({ texts, vectors, dimensions }: Window): Report {
  const questions = texts.map((text, at) => ({
    text,
    meaning: dimensions === 0 ? null : vectors.subarray(at * dimensions, (at + 1) * dimensions),
  }));
  const known = questions.slice(0, -ADDED);
  const startedAt = performance.now();
  const grouping = groupQuestions(known);
  const wholeMs = performance.now() - startedAt;
  const rssMb = process.memoryUsage.rss() / 1e6;
  const addStartedAt = performance.now();
  const places = placeQuestions(grouping, questions.slice(-ADDED));
  const addMs = performance.now() - addStartedAt;
  const before = labelsOf(grouping.groups, known.length);
  const all = groupQuestions(questions);
  const together = [...before, ...places.map((place, at) => place ?? -1 - at)];
  const order = shuffle([...known.keys()], mulberry32(1));
  const again = groupQuestions(order.map((at) => known[at] as (typeof known)[number]));
  const labels = labelsOf(again.groups, known.length);
  const shuffled = new Array<number>(known.length);
  order.forEach((at, place) => {
    shuffled[at] = labels[place] as number;
  });
  return {
    wholeMs,
    rssMb,
    addMs,
    groups: grouping.groups.length,
    distinct: grouping.distinct.length,
    added: differing(together, labelsOf(all.groups, questions.length)),
    shuffled: differing(before, shuffled),
  };
}

function labelsOf(groups: readonly { members: readonly number[] }[], count: number): number[] {
  const labels = new Array<number>(count);
  groups.forEach(({ members }, group) => {
    for (const member of members) labels[member] = group;
  });
  return labels;
}

/** Of the pairs that either grouping puts together, the share that only one of them does. */
function differing(left: readonly number[], right: readonly number[]): number {
  const pairs = (labels: readonly (number | string)[]) => {
    const counts = new Map<number | string, number>();
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
    return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  };
  const both = pairs(left.map((label, at) => `${label} ${right[at]}`));
  const either = pairs(left) + pairs(right) - both;
  return either === 0 ? 0 : (either - both) / either;
}
