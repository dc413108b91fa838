import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inFlight } from '../../src/slack/in-flight.ts';
import { hearFirst, inTime, inTimeUnlessCrowded, LATE } from '../../src/slack/in-time.ts';

const never = () => new Promise<never>(() => {});

function crowdOf(count: number) {
  const flight = inFlight();
  for (let one = 0; one < count; one += 1) void flight.track(never());
  return flight;
}

describe('a crowd', () => {
  it('begins with ten at once, and ends when one of them is done', async () => {
    const flight = crowdOf(9);
    expect(flight.isCrowded()).toBe(false);
    const last = flight.track(sleep(1));
    expect(flight.isCrowded()).toBe(true);
    await last;
    await sleep(0);
    expect(flight.isCrowded()).toBe(false);
  });

  it('is heard at once, and answered once no more come', async () => {
    let heard = 0;
    const ack = async () => {
      heard += 1;
    };
    expect(await hearFirst(crowdOf(3), ack)).toBe(false);
    const flight = crowdOf(20);
    let isCalm = false;
    const hearing = hearFirst(flight, ack).then((first) => {
      isCalm = true;
      return first;
    });
    await sleep(0);
    expect([heard, isCalm]).toEqual([1, false]);
    expect(await hearing).toBe(true);
    expect(heard).toBe(1);
  });

  it('lets those be heard who came before it, once, and nobody whose answer was there', async () => {
    const flight = crowdOf(8);
    let heard = 0;
    const ack = async () => {
      heard += 1;
    };
    expect(await inTimeUnlessCrowded(Promise.resolve('answer'), flight, ack)).toEqual({
      first: 'answer',
      heard: false,
    });
    const waiting = inTimeUnlessCrowded(sleep(50, 'answer'), flight, ack);
    for (let one = 0; one < 5; one += 1) void flight.track(never());
    expect(await waiting).toEqual({ first: 'answer', heard: true });
    expect(heard).toBe(1);
  });
});

it('nobody is worked for while this process is behind with hearing others', async () => {
  const busyUntil = performance.now() + 400;
  const work = () => {
    const until = performance.now() + 90;
    while (performance.now() < until);
    if (performance.now() < busyUntil) setImmediate(work);
  };
  setImmediate(work);
  await inFlight().calm();
  expect(performance.now()).toBeGreaterThan(busyUntil);
});

it('an answer that takes long is late, and null is an answer', async () => {
  expect(await inTime(Promise.resolve(null))).toBeNull();
  expect(await inTime(never())).toBe(LATE);
});
