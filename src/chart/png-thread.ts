import { parentPort } from 'node:worker_threads';
import { drawDailyChart } from './draw.ts';
import type { DrawAnswer, DrawRequest } from './png.ts';

parentPort?.on('message', ({ id, chart }: DrawRequest) => {
  let answer: DrawAnswer;
  try {
    answer = { id, png: drawDailyChart(chart) };
  } catch (error) {
    answer = { id, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(answer);
});
