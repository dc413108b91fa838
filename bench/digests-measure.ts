import { AsyncLocalStorage, createHook } from 'node:async_hooks';
import { openSync, readSync } from 'node:fs';
import { PerformanceObserver } from 'node:perf_hooks';
import type { Database } from '../src/db/client.ts';

/** Milliseconds of making one message: while any of its statements was under way, while it was uploaded, and the rest. */
export type Spans = { whole: number; database: number; upload: number; drawing: number; queries: number };

/** A database for each digest, which notes when its statements are under way. */
export function measureWork(db: Database) {
  return {
    begin: () => {
      const startedAt = performance.now();
      const spans: Spans = { whole: 0, database: 0, upload: 0, drawing: 0, queries: 0 };
      let under = 0;
      let busySince = 0;
      const onStart = () => {
        spans.queries += 1;
        if (under === 0) busySince = performance.now();
        under += 1;
      };
      const onEnd = () => {
        under -= 1;
        if (under === 0) spans.database += performance.now() - busySince;
      };
      return {
        db: observed(db, onStart, onEnd),
        during: async <Result>(span: 'upload', work: () => Promise<Result>) => {
          const began = performance.now();
          try {
            return await work();
          } finally {
            spans[span] += performance.now() - began;
          }
        },
        end: (): Spans => {
          const whole = performance.now() - startedAt;
          return { ...spans, whole, drawing: whole - spans.database - spans.upload };
        },
      };
    },
  };
}

/** Drizzle's statements begin where they are awaited. */
function observed<Builder extends object>(builder: Builder, onStart: () => void, onEnd: () => void): Builder {
  return new Proxy(builder, {
    get(target, key) {
      const value = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      if (key !== 'then') {
        return (...args: unknown[]) => {
          const result = value.apply(target, args);
          return result !== null && typeof result === 'object' ? observed(result, onStart, onEnd) : result;
        };
      }
      return (resolve: (result: unknown) => unknown, reject: (error: unknown) => unknown) => {
        onStart();
        const ended =
          <Value>(pass: (value: Value) => unknown) =>
          (value: Value) => {
            onEnd();
            return pass(value);
          };
        return value.call(target, ended(resolve), ended(reject));
      };
    },
  });
}

/** Turns of one digest that follow each other this closely count as one. */
const SAME_TURN_MS = 0.1;
/** Shorter ones are not worth a look at the processor's clock, which moves in steps of a few milliseconds. */
const WORTH_A_LOOK_MS = 5;

/** The longest that one digest held the event loop without a break, by the wall clock and by this thread's processor time. */
type Held = { wall: number; processor: number };

/** Notes for how long each digest holds the event loop without a break, and what collecting garbage takes. */
export function watchHolds() {
  const digest = new AsyncLocalStorage<Held>();
  const known = new Map<string, Held>();
  const processorTime = openProcessorClock();
  let depth = 0;
  let stretch = { of: undefined as Held | undefined, startedAt: 0, processorAt: 0, endedAt: 0 };
  const hook = createHook({
    before: () => {
      depth += 1;
      if (depth > 1) return;
      const of = digest.getStore();
      const startedAt = performance.now();
      if (of === stretch.of && startedAt - stretch.endedAt < SAME_TURN_MS) return;
      stretch = { of, startedAt, processorAt: of === undefined ? 0 : processorTime(), endedAt: startedAt };
    },
    after: () => {
      depth -= 1;
      if (depth > 0) return;
      stretch.endedAt = performance.now();
      const { of, startedAt, processorAt, endedAt } = stretch;
      if (of === undefined) return;
      of.wall = Math.max(of.wall, endedAt - startedAt);
      if (endedAt - startedAt > WORTH_A_LOOK_MS) of.processor = Math.max(of.processor, processorTime() - processorAt);
    },
  }).enable();
  const collections: number[] = [];
  const collector = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) collections.push(duration);
  });
  collector.observe({ entryTypes: ['gc'] });
  return {
    attribute: <Result>(key: string, work: () => Promise<Result>) => {
      const held = known.get(key) ?? { wall: 0, processor: 0 };
      known.set(key, held);
      return digest.run(held, work);
    },
    stop: () => {
      hook.disable();
      collector.disconnect();
      const longestFirst = (by: keyof Held) => [...known.values()].map((held) => held[by]).sort((a, b) => b - a);
      return {
        wall: longestFirst('wall'),
        processor: longestFirst('processor'),
        longestCollection: Math.max(0, ...collections),
        collections: collections.reduce((sum, span) => sum + span, 0),
      };
    },
  };
}

/** The processor time of the main thread in milliseconds, as Linux tells it: what other processes take is not in it. */
function openProcessorClock(): () => number {
  const file = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
  const text = Buffer.alloc(64);
  return () => {
    const length = readSync(file, text, 0, text.length, 0);
    return Number(text.toString('latin1', 0, length).split(' ', 1)[0]) / 1e6;
  };
}
