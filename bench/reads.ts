/*
 * npm run bench -- [--conversations 100000,1000000] [--runs 100] [--without-naive] [--data DIR]
 *   Makes so many conversations (5000000 takes a quarter of an hour) in the product's own schema, once, and keeps them in DIR.
 *   Then what each question takes as the product asks it, beside a bare SELECT 1, the least that its answer could take, and its
 *   naive form, all in turns: whatever else the machine does befalls them alike. Everything is warm.
 */
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { type Connection, connect } from '../src/db/client.ts';
import { openFilled, startBenchServer } from './reads-data.ts';
import type { Question } from './reads-question.ts';
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
/** A naive form that takes seconds is asked until so long has passed, and twice at least. */
const NAIVE_MS = 3_000;
/** Its statements are given up after so long. */
const MOST_NAIVE_MS = 10_000;
const WARM_UP = 5;

type Db = Connection['db'];
/** `p10`: what was hardly disturbed by whatever else the machine does. */
type Times = { p10: number; p50: number; p99: number };
type Measured = { question: Question; product: Times; least: Times; naive: Times | null };

const server = await startBenchServer(values.data);
const measured = new Map<number, Measured[]>();
for (const size of sizes) {
  const connection = await openFilled(server, size);
  const patient = connect(connection.url, { maxConnections: 3, statementTimeoutMs: MOST_NAIVE_MS });
  measured.set(size, await measure(connection.db, patient.db, size));
  await Promise.all([connection.close(), patient.close()]);
}
if (sizes.length > 1) printGrowth();
server.stop();

async function measure(db: Db, patient: Db, size: number): Promise<Measured[]> {
  const questions = await questionsOf(db, patient);
  const one = await timesOf([() => db.execute(sql`select 1`)], runs);
  console.log(
    `\n${size.toLocaleString('en')} conversations; load ${loadavg()[0]?.toFixed(1)}; SELECT 1 ${print(one[0])} ms`,
  );
  console.log(row(['ms: median / p99', 'product', 'least', 'ratio', 'of the p10', 'naive', 'ratio']));
  const results: Measured[] = [];
  for (const question of questions) {
    const [product, least] = await timesOf([question.ask, question.least], runs);
    const naive = question.naive === null || values['without-naive'] ? null : await naiveTimes(question.naive);
    if (product === undefined || least === undefined) throw new Error('Nothing was measured.');
    results.push({ question, product, least, naive });
    console.log(
      row([
        question.name,
        ...[print(product), print(least), ratio(product, least), ratio(product, least, 'p10')],
        ...(naive === null ? ['', ''] : [print(naive), ratio(naive, product)]),
      ]),
    );
  }
  return results;
}

/** In turns: first one of each, then the next one of each, in the other order: who comes first finds the pages cold. */
async function timesOf(asked: Question['ask'][], times: number): Promise<Times[]> {
  const taken: number[][] = asked.map(() => []);
  for (let run = -WARM_UP; run < times; run += 1) {
    const order = [...asked.entries()];
    for (const [index, ask] of run % 2 === 0 ? order : order.reverse()) {
      const startedAt = performance.now();
      await ask(Math.abs(run));
      if (run >= 0) taken[index]?.push(performance.now() - startedAt);
    }
  }
  return taken.map(summed);
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

function printGrowth() {
  const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
  console.log(
    `\nMedians, and tenths, from ${smallest.toLocaleString('en')} to ${largest.toLocaleString('en')} conversations`,
  );
  for (const { question, product } of measured.get(largest) ?? []) {
    const before = measured.get(smallest)?.find((other) => other.question.name === question.name);
    if (before === undefined) continue;
    console.log(row([question.name, ratio(product, before.product), ratio(product, before.product, 'p10')]));
  }
}

function row([name = '', ...cells]: string[]): string {
  return name.padEnd(44) + cells.map((cell) => cell.padStart(16)).join('');
}

function print(times: Times | undefined): string {
  if (times?.p50 === Number.POSITIVE_INFINITY) return `over ${MOST_NAIVE_MS}`;
  const ms = (value: number) => (value < 100 ? value.toFixed(2) : value.toFixed(0));
  return times === undefined ? '' : `${ms(times.p50)} / ${ms(times.p99)}`;
}

function ratio(times: Times, to: Times, at: 'p50' | 'p10' = 'p50'): string {
  const value = Math.min(times[at], MOST_NAIVE_MS) / to[at];
  const atLeast = times.p50 > MOST_NAIVE_MS ? '> ' : '';
  return `${atLeast}${value < 10 ? value.toFixed(2) : Math.round(value)} x`;
}
