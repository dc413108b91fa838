import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { busyLoop } from '../../src/slack/busy-loop.ts';

it('a loop is busy while it works, and no more once it waits', async () => {
  const isBusy = busyLoop();
  const until = performance.now() + 300;
  while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve));
  expect(isBusy()).toBe(true);
  await sleep(300);
  expect(isBusy()).toBe(false);
});
