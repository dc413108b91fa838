import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';

/** Waits until the value is as expected; fails with the last one seen. */
export async function eventually<T>(read: () => T | Promise<T>, expected: T, withinMs = 30_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  let seen = await read();
  while (JSON.stringify(seen) !== JSON.stringify(expected) && performance.now() < deadline) {
    await sleep(20);
    seen = await read();
  }
  expect(seen).toEqual(expected);
}
