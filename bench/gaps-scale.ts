import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Question } from '../src/csat/gaps/distinct.ts';
import { extend } from '../src/csat/gaps/extend.ts';
import { groupQuestions, othersFor } from '../src/csat/gaps/group-questions.ts';
import { sentenceVectors, VECTORS_CACHE } from './gaps-embedder.ts';
import { type Labelled, mulberry32, parseQuestions, shuffle } from './gaps-sample.ts';

/**
 * Time and memory of grouping up to 50,000 questions in a worker thread, their vectors known, and of adding 100 newer ones;
 * how alike the result is when they come in another order and in two batches; and what it costs in quality that newer ones
 * are put into the groups of the older ones, and that of many only neighbours are compared:
 * node --import tsx bench/gaps-scale.ts --questions FILE.csv [--vectors CACHE] [--counts 1000,5000,50000]
 * The file's questions are varied (words dropped and swapped, vectors shaken) until there are enough.
 */
type Window = { texts: string[]; intents: string[]; vectors: Float32Array; dimensions: number };
type Asked = { questions: string; vectors: string; count: number };
type Report = {
  wholeMs: number;
  cpuMs: number;
  groups: number;
  distinct: number;
  rssMb: number;
  addMs: number;
  batches: number;
  shuffled: number | null;
  quality: { path: string; precision: number; recall: number }[];
};

const ADDED = 100;
/** Up to here the slow questions are asked too. */
const SMALL = 5000;

if (isMainThread) await main();
else parentPort?.postMessage(await work(workerData));

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      questions: { type: 'string' },
      vectors: { type: 'string', default: VECTORS_CACHE },
      counts: { type: 'string', default: '1000,5000,50000' },
    },
  });
  if (!values.questions)
    throw new Error('No questions given: pass --questions FILE.csv with the columns text and category.');
  const counts = values.counts.split(',').map(Number);
  if (counts.length > 1) {
    // Each in a process of its own, whose memory is no other's.
    const [, script = ''] = process.argv;
    for (const count of counts) {
      const given = ['--questions', values.questions, '--vectors', values.vectors, '--counts', String(count)];
      const { status } = spawnSync(process.execPath, [...process.execArgv, script, ...given], { stdio: 'inherit' });
      if (status !== 0) throw new Error(`The run of ${count} questions failed.`);
    }
    return;
  }
  await measure({ questions: values.questions, vectors: values.vectors, count: Number(counts[0]) });
}

async function measure(asked: Asked): Promise<void> {
  const { count } = asked;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const report = await new Promise<Report>((resolve, reject) => {
    // A worker does not inherit tsx from the command line on Node 20: it registers it itself.
    const start = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then((tsx) => { tsx.register(); return import(${JSON.stringify(import.meta.url)}); })`;
    const worker = new Worker(start, { eval: true, workerData: asked });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  delay.disable();
  console.log(
    `${count} questions (${report.distinct} distinct): ${(report.wholeMs / 1000).toFixed(1)} s, of processor ${(report.cpuMs / 1000).toFixed(1)} s, ` +
      `${report.groups} groups, process ${report.rssMb.toFixed(0)} MB, main loop held ${(delay.max / 1e6).toFixed(0)} ms at most; ` +
      `adding ${ADDED}: ${report.addMs.toFixed(0)} ms, pairs that differ when they come in two batches ${(report.batches * 100).toFixed(2)} %` +
      (report.shuffled === null ? '' : `; in another order ${(report.shuffled * 100).toFixed(2)} %`),
  );
  for (const { path, precision, recall } of report.quality) {
    console.log(`  ${path}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`);
  }
}

function enlarge(asked: readonly Labelled[], vectors: readonly Float32Array[], count: number): Window {
  const random = mulberry32(count);
  const dimensions = vectors[0]?.length ?? 0;
  const window: Window = { texts: [], intents: [], vectors: new Float32Array(count * dimensions), dimensions };
  const seen = new Map<string, number>();
  for (let at = 0; at < count; at++) {
    const from = Math.floor(random() ** 1.5 * asked.length);
    const words = (asked[from]?.text ?? '').split(' ').filter(() => random() > 0.12);
    const swap = Math.floor(random() * words.length);
    if (random() < 0.3) [words[swap], words[0]] = [words[0] ?? '', words[swap] ?? ''];
    const text = words.join(' ');
    const same = seen.get(text);
    seen.set(text, at);
    window.texts.push(text);
    window.intents.push(asked[from]?.intent ?? '');
    for (let d = 0; d < dimensions; d++) {
      // The same text has the same vector, as from a real embedder.
      window.vectors[at * dimensions + d] =
        same === undefined
          ? (vectors[from]?.[d] ?? 0) + (random() - 0.5) * 0.05
          : (window.vectors[same * dimensions + d] as number);
    }
  }
  return window;
}

async function work({ questions: file, vectors: cache, count }: Asked): Promise<Report> {
  const labelled = parseQuestions(readFileSync(file, 'utf8'));
  const known = await sentenceVectors(
    labelled.map(({ text }) => text),
    cache,
  );
  const { texts, intents, vectors, dimensions } = enlarge(labelled, known, count + ADDED + othersFor(count));
  const enlarged = texts.map((text, at) => ({
    text,
    meaning: vectors.subarray(at * dimensions, (at + 1) * dimensions),
  }));
  const [all, others] = [enlarged.slice(0, count + ADDED), enlarged.slice(count + ADDED)];
  const first = all.slice(0, -ADDED);
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  const grouping = groupQuestions(first, others);
  const wholeMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  const rssMb = process.memoryUsage.rss() / 1e6;
  const newer = all.slice(-ADDED);
  const addStartedAt = performance.now();
  const extended = extend(grouping, count, newer);
  const addMs = performance.now() - addStartedAt;
  // What the first batch gave is not asked again: the second is put into the same older groups, beside the first.
  const half = extend(grouping, count, newer.slice(0, ADDED / 2));
  const both = labelsOf(extended.groups, all.length);
  const common = count + ADDED / 2;
  return {
    wholeMs,
    cpuMs: (user + system) / 1000,
    rssMb,
    addMs,
    groups: grouping.groups.length,
    distinct: grouping.distinct.length,
    batches: differing(labelsOf(half.groups, common), both.slice(0, common)),
    shuffled: count > SMALL ? null : differing(both, inAnotherOrder(first, newer, others)),
    quality:
      count > SMALL
        ? []
        : [
            qualityOf('all grouped anew', groupQuestions(all, others).groups, intents, all.length),
            qualityOf(`${ADDED} put into the groups of the others`, extended.groups, intents, all.length),
            qualityOf('alone, by neighbourhoods', groupQuestions(first, [], 0).groups, intents, count),
            qualityOf('alone, every two compared', groupQuestions(first, [], count).groups, intents, count),
          ],
  };
}

function inAnotherOrder(older: readonly Question[], newer: readonly Question[], others: readonly Question[]): number[] {
  const [first, then] = [older, newer].map((questions, at) => shuffle([...questions.keys()], mulberry32(at + 1)));
  const at = (questions: readonly Question[], order: number[] = []) =>
    order.map((place) => questions[place] as Question);
  const { groups } = extend(groupQuestions(at(older, first), others), older.length, at(newer, then));
  const shuffled = new Array<number>(older.length + newer.length);
  const order = [...(first ?? []), ...(then ?? []).map((place) => place + older.length)];
  labelsOf(groups, order.length).forEach((label, place) => {
    shuffled[order[place] as number] = label;
  });
  return shuffled;
}

type Groups = readonly { members: readonly number[] }[];

function qualityOf(path: string, groups: Groups, intents: readonly string[], count: number) {
  const labels = labelsOf(groups, count);
  const right = pairsIn(labels.map((label, at) => `${label} ${intents[at]}`));
  return { path, precision: right / pairsIn(labels), recall: right / pairsIn(intents.slice(0, count)) };
}

function labelsOf(groups: Groups, count: number): number[] {
  const labels = new Array<number>(count);
  groups.forEach(({ members }, group) => {
    for (const member of members) labels[member] = group;
  });
  return labels;
}

/** Of the pairs that either grouping puts together, the share that only one of them does. */
function differing(left: readonly number[], right: readonly number[]): number {
  const both = pairsIn(left.map((label, at) => `${label} ${right[at]}`));
  const either = pairsIn(left) + pairsIn(right) - both;
  return either === 0 ? 0 : (either - both) / either;
}

function pairsIn(labels: readonly (number | string)[]): number {
  const counts = new Map<number | string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
}
