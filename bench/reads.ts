/*
 * npm run bench -- [--conversations 100000,1000000] [--runs 100] [--without-naive] [--data DIR]
 *   Makes so many conversations (5000000 takes a quarter of an hour) in the product's own schema, once, and keeps them in DIR.
 *   Then what each question takes as the product asks it, beside a bare SELECT 1, the least that its answer could take, and its
 *   naive form, all sizes in turns: whatever else the machine does befalls them alike. Everything is warm.
 */
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { connect } from '../src/db/client.ts';
import { makeFilled, startBenchServer } from './reads-data.ts';
import type { Ask, Question } from './reads-question.ts';
import { questionsOf } from './reads-questions.ts';

const { values } = parseArgs({
  options: {
    conversations: { type: 'string', default: '100000,1000000' },
    runs: { type: 'string', default: '100' },
    'without-naive': { type: 'boolean', default: false },
    data: { type: 'string', default: join(tmpdir(), 'thumbline-bench-reads') },
  },
});
const sizes = values.conversations.split(',').map(Number);
const runs = Number(values.runs);
/**
 * Each round has connections of its own: how long a process of Postgres takes to plan depends on what its memory looks like by
 * chance, up to twice as long as another one, for as long as it lives.
 */
const ROUNDS = Math.min(5, runs);
/** A naive form that takes seconds is asked until so long has passed, and twice at least. */
const NAIVE_MS = 3_000;
/** Its statements are given up after so long. */
const MOST_NAIVE_MS = 10_000;
const WARM_UP = 25;

/** `p10`: what was hardly disturbed by whatever else the machine does. */
type Times = { p10: number; p50: number; p99: number };
type Measured = { product: number[]; least: number[]; naive: Times | null };
type Filled = { conversations: number; url: string; measured: Map<string, Measured> };

const server = await startBenchServer(values.data);
const filled: Filled[] = [];
for (const conversations of sizes)
  filled.push({ conversations, url: await makeFilled(server, conversations), measured: new Map() });
const one: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  console.log(`Round ${round + 1} of ${ROUNDS}; load ${loadavg()[0]?.toFixed(1)}`);
  await measure(round);
}
server.stop();
for (const each of filled) printTimes(each);
if (sizes.length > 1) printGrowth();

async function measure(round: number) {
  const opened = filled.map(({ url }) => ({
    connection: connect(url, { maxConnections: 5, statementTimeoutMs: 600_000 }),
    patient: connect(url, { maxConnections: 3, statementTimeoutMs: MOST_NAIVE_MS }),
  }));
  const asked: Question[][] = [];
  for (const { connection, patient } of opened) asked.push(await questionsOf(connection.db, patient.db));
  await inTurns(round, [{ ask: () => opened[0]?.connection.db.execute(sql`select 1`) ?? Promise.reject(), into: one }]);
  const isLast = round === ROUNDS - 1;
  for (const [number, { name }] of asked[0]?.entries() ?? []) {
    const each = asked.flatMap((questions, index) => {
      const [question, size] = [questions[number], filled[index]];
      return question && size ? [{ question, measured: measuredOf(size, name) }] : [];
    });
    await inTurns(
      round,
      each.flatMap(({ question, measured }) => [
        { ask: question.ask, into: measured.product },
        { ask: question.least, into: measured.least },
      ]),
    );
    if (!isLast || values['without-naive']) continue;
    for (const { question, measured } of each)
      measured.naive = question.naive === null ? null : await naiveTimes(question.naive);
  }
  await Promise.all(opened.flatMap(({ connection, patient }) => [connection.close(), patient.close()]));
}

function measuredOf({ measured }: Filled, name: string): Measured {
  const found = measured.get(name) ?? { product: [], least: [], naive: null };
  measured.set(name, found);
  return found;
}

/** First one of each, then the next one of each, in the other order: who comes first finds the pages cold. */
async function inTurns(round: number, turns: { ask: Ask; into: number[] }[]): Promise<void> {
  const first = Math.round((round * runs) / ROUNDS);
  const end = Math.round(((round + 1) * runs) / ROUNDS);
  for (let run = first - WARM_UP; run < end; run += 1) {
    for (const { ask, into } of run % 2 === 0 ? turns : turns.toReversed()) {
      const startedAt = performance.now();
      await ask(Math.abs(run));
      if (run >= first) into.push(performance.now() - startedAt);
    }
  }
}

async function naiveTimes(ask: Question['ask']): Promise<Times> {
  const taken: number[] = [];
  const until = performance.now() + NAIVE_MS;
  while (taken.length < 2 || (performance.now() < until && taken.length < runs)) {
    const startedAt = performance.now();
    try {
      await ask(taken.length);
    } catch (error) {
      if (performance.now() - startedAt < MOST_NAIVE_MS) throw error;
      return { p10: Number.POSITIVE_INFINITY, p50: Number.POSITIVE_INFINITY, p99: Number.POSITIVE_INFINITY };
    }
    taken.push(performance.now() - startedAt);
  }
  return summed(taken);
}

function summed(taken: number[]): Times {
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p10: at(0.1), p50: at(0.5), p99: at(0.99) };
}

function printTimes({ conversations, measured }: Filled) {
  console.log(`\n${conversations.toLocaleString('en')} conversations; SELECT 1 ${print(summed(one))} ms`);
  console.log(row(['ms: median / p99', 'product', 'least', 'ratio', 'of the p10', 'naive', 'ratio']));
  for (const [name, { naive, ...taken }] of measured) {
    const [product, least] = [summed(taken.product), summed(taken.least)];
    console.log(
      row([
        name,
        ...[print(product), print(least), ratio(product, least), ratio(product, least, 'p10')],
        ...(naive === null ? [] : [print(naive), ratio(naive, product)]),
      ]),
    );
  }
}

function printGrowth() {
  const bySize = filled.toSorted((a, b) => a.conversations - b.conversations);
  const [smallest, largest] = [bySize[0], bySize.at(-1)];
  if (smallest === undefined || largest === undefined) return;
  const [from, to] = [smallest, largest].map(({ conversations }) => conversations.toLocaleString('en'));
  console.log(`\nMedians, and tenths, from ${from} to ${to} conversations`);
  for (const name of largest.measured.keys()) {
    const [before, after] = [smallest, largest].map((size) => summed(measuredOf(size, name).product));
    if (before && after) console.log(row([name, ratio(after, before), ratio(after, before, 'p10')]));
  }
}

function row([name = '', ...cells]: string[]): string {
  return name.padEnd(44) + cells.map((cell) => cell.padStart(16)).join('');
}

function print(times: Times): string {
  if (times.p50 === Number.POSITIVE_INFINITY) return `over ${MOST_NAIVE_MS}`;
  const ms = (value: number) => (value < 100 ? value.toFixed(2) : value.toFixed(0));
  return `${ms(times.p50)} / ${ms(times.p99)}`;
}

function ratio(times: Times, to: Times, at: 'p50' | 'p10' = 'p50'): string {
  const value = Math.min(times[at], MOST_NAIVE_MS) / to[at];
  const atLeast = times.p50 > MOST_NAIVE_MS ? '> ' : '';
  return `${atLeast}${value < 10 ? value.toFixed(2) : Math.round(value)} x`;
}
