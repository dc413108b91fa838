import { AsyncLocalStorage, createHook } from 'node:async_hooks';
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

/** Notes for how long each digest holds the event loop without a break, and what collecting garbage takes. */
export function watchHolds() {
  const digest = new AsyncLocalStorage<{ longest: number }>();
  const known = new Map<string, { longest: number }>();
  let depth = 0;
  let startedAt = 0;
  let last = { of: undefined as { longest: number } | undefined, startedAt: 0, endedAt: 0 };
  const hook = createHook({
    before: () => {
      depth += 1;
      if (depth === 1) startedAt = performance.now();
    },
    after: () => {
      depth -= 1;
      if (depth !== 0) return;
      const of = digest.getStore();
      const endedAt = performance.now();
      const follows = of === last.of && startedAt - last.endedAt < SAME_TURN_MS;
      last = { of, startedAt: follows ? last.startedAt : startedAt, endedAt };
      if (of !== undefined) of.longest = Math.max(of.longest, endedAt - last.startedAt);
    },
  }).enable();
  const collections: number[] = [];
  const collector = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) collections.push(duration);
  });
  collector.observe({ entryTypes: ['gc'] });
  return {
    attribute: <Result>(key: string, work: () => Promise<Result>) => {
      const of = known.get(key) ?? { longest: 0 };
      known.set(key, of);
      return digest.run(of, work);
    },
    stop: () => {
      hook.disable();
      collector.disconnect();
      const longest = [...known.values()].map((of) => of.longest).sort((a, b) => b - a);
      return {
        longest: longest.slice(0, 5),
        median: longest[Math.floor(longest.length / 2)] ?? Number.NaN,
        longestCollection: Math.max(0, ...collections),
        collections: collections.reduce((sum, span) => sum + span, 0),
      };
    },
  };
}
