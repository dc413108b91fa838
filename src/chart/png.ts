import { Worker } from 'node:worker_threads';
import type { DailyChart } from './daily-chart.ts';

export type DrawRequest = { id: number; chart: DailyChart };
export type DrawAnswer = { id: number; png: Uint8Array } | { id: number; error: string };

/**
 * Draws the chart as a PNG in a thread of its own: drawing and compressing take longer than an event loop should be held.
 * The thread starts at the first picture, stays for the next ones, and keeps no process alive.
 * @throws Error when the picture cannot be drawn, or not within ten seconds of its turn
 */
export const renderPng = openDrawing({
  startThread: () => new Worker(new URL('./png-worker.js', import.meta.url), { execArgv: [] }),
  timeoutMs: 10_000,
});

/**
 * One picture after the other, in one thread. Many at once wait for their turn: the time limit is of one drawing, else the
 * last of a hundred would find it used up. A thread that exceeds it is ended, and the next picture starts another.
 */
export function openDrawing({ startThread, timeoutMs }: { startThread: () => Worker; timeoutMs: number }) {
  let lastTurn: Promise<unknown> = Promise.resolve();
  let worker: Worker | null = null;
  let lastId = 0;
  const waiting = new Map<number, { resolve: (png: Buffer) => void; reject: (error: Error) => void }>();

  const fail = (failed: Worker, error: Error) => {
    if (worker !== failed) return;
    worker = null;
    for (const asker of waiting.values()) asker.reject(error);
  };

  const start = (): Worker => {
    const started = startThread();
    started.on('message', (answer: DrawAnswer) => {
      const asker = waiting.get(answer.id);
      if ('error' in answer) asker?.reject(new Error(answer.error));
      else asker?.resolve(Buffer.from(answer.png));
    });
    started.on('error', (error) => fail(started, error));
    started.on('exit', () => fail(started, new Error('The thread that draws charts ended')));
    worker = started;
    return started;
  };

  const drawNow = async (chart: DailyChart): Promise<Buffer> => {
    const drawing = worker ?? start();
    lastId += 1;
    const id = lastId;
    drawing.ref();
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Buffer>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        timer = setTimeout(() => {
          fail(drawing, new Error(`The chart was not drawn within ${timeoutMs} ms`));
          void drawing.terminate();
        }, timeoutMs);
        drawing.postMessage({ id, chart } satisfies DrawRequest);
      });
    } finally {
      clearTimeout(timer);
      waiting.delete(id);
      if (waiting.size === 0) drawing.unref();
    }
  };

  return (chart: DailyChart): Promise<Buffer> => {
    const drawn = lastTurn.then(() => drawNow(chart));
    lastTurn = drawn.catch(() => {});
    return drawn;
  };
}
