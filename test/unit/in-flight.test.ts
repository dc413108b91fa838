import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { type InFlight, inFlight, type Visit } from '../../src/slack/in-flight.ts';
import { hearFirst, inTime, inTimeUnlessCrowded, LATE } from '../../src/slack/in-time.ts';

const never = () => new Promise<never>(() => {});

/** Nobody of it is ever answered. */
function crowdOf(count: number) {
  const flight = inFlight();
  for (let one = 0; one < count; one += 1) void flight.track(never);
  return flight;
}

/** One more, who is never answered either. */
function visitOf(flight: InFlight): Visit {
  const seen: Visit[] = [];
  void flight.track((visit) => {
    seen.push(visit);
    return never();
  });
  if (seen[0] === undefined) throw new Error('Nobody was answered.');
  return seen[0];
}

describe('a crowd', () => {
  it('begins with ten at once, and ends when one of them is done', async () => {
    const flight = crowdOf(8);
    const visit = visitOf(flight);
    expect(visit.isCrowded()).toBe(false);
    const last = flight.track(() => sleep(1));
    expect(visit.isCrowded()).toBe(true);
    await last;
    expect(visit.isCrowded()).toBe(false);
  });

  it('is heard at once, and answered once no more come', async () => {
    let heard = 0;
    const ack = async () => {
      heard += 1;
    };
    expect(await hearFirst(visitOf(crowdOf(3)), ack)).toBe(false);
    let isCalm = false;
    const hearing = hearFirst(visitOf(crowdOf(20)), ack).then((first) => {
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
    expect(await inTimeUnlessCrowded(Promise.resolve('answer'), visitOf(flight), ack)).toEqual({
      first: 'answer',
      heard: false,
    });
    const waiting = inTimeUnlessCrowded(sleep(50, 'answer'), visitOf(flight), ack);
    for (let one = 0; one < 5; one += 1) void flight.track(never);
    expect(await waiting).toEqual({ first: 'answer', heard: true });
    expect(heard).toBe(1);
  });
});

it('whose answer takes a while is heard before it is there, crowd or not', async () => {
  const heardAt: number[] = [];
  const began = performance.now();
  const ack = async () => {
    heardAt.push(performance.now() - began);
  };
  const visit = visitOf(inFlight());
  expect(await inTimeUnlessCrowded(sleep(600, 'answer'), visit, ack)).toEqual({ first: 'answer', heard: true });
  expect(heardAt).toHaveLength(1);
  expect(heardAt[0]).toBeLessThan(500);
  expect(await inTimeUnlessCrowded(sleep(1, 'answer'), visit, ack)).toEqual({ first: 'answer', heard: false });
});

it('an acknowledgement that fails while the answer is awaited ends that answer alone', async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  process.on('unhandledRejection', note);
  try {
    const ack = () => Promise.reject(new Error('The socket is gone.'));
    const answered = inTimeUnlessCrowded(sleep(400, 'answer'), visitOf(inFlight()), ack);
    await expect(answered).rejects.toThrow('The socket is gone.');
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
  }
});

describe('the turns of a crowd', () => {
  /** Each waits for its turn, and is done when its function is called. */
  function crowdInTurn(count: number, isBusy = () => false) {
    const flight = inFlight(isBusy);
    const begun: (() => void)[] = [];
    for (let one = 0; one < count; one += 1) {
      void flight.track(async (visit) => {
        await visit.turn();
        await new Promise<void>((resolve) => begun.push(resolve));
      });
    }
    return { flight, begun };
  }

  it('are few at first, and more with each who is done', async () => {
    const { begun } = crowdInTurn(40);
    await vi.waitFor(() => expect(begun).toHaveLength(4));
    await sleep(200);
    expect(begun).toHaveLength(4);
    begun[0]?.();
    await vi.waitFor(() => expect(begun).toHaveLength(6));
    for (const done of begun.slice(1, 6)) done();
    await vi.waitFor(() => expect(begun).toHaveLength(16));
    await sleep(200);
    expect(begun).toHaveLength(16);
  });

  it('are fewer again, though never none, while this process has no time to spare', async () => {
    let isBusy = false;
    const { begun } = crowdInTurn(60, () => isBusy);
    await vi.waitFor(() => expect(begun).toHaveLength(4));
    for (const done of begun.slice(0, 4)) done();
    await vi.waitFor(() => expect(begun).toHaveLength(12));
    isBusy = true;
    for (const done of begun.slice(4, 12)) done();
    await vi.waitFor(() => expect(begun).toHaveLength(16));
    begun[12]?.();
    await vi.waitFor(() => expect(begun).toHaveLength(17));
    await sleep(200);
    expect(begun).toHaveLength(17);
  });

  it('wait while others come', async () => {
    const { flight, begun } = crowdInTurn(20);
    for (let more = 0; more < 10; more += 1) {
      void flight.track(never);
      await sleep(20);
      expect(begun).toHaveLength(0);
    }
    await vi.waitFor(() => expect(begun).toHaveLength(4));
  });

  it('come for everybody in time for a modal, even where nobody is ever done', async () => {
    const { begun } = crowdInTurn(40);
    await vi.waitFor(() => expect(begun).toHaveLength(40), { timeout: 3_000 });
  });

  it('wait while this process is behind with hearing others', async () => {
    const busyUntil = performance.now() + 400;
    const work = () => {
      const until = performance.now() + 90;
      while (performance.now() < until);
      if (performance.now() < busyUntil) setImmediate(work);
    };
    setImmediate(work);
    await inFlight().track((visit) => visit.turn());
    expect(performance.now()).toBeGreaterThan(busyUntil);
  });
});

it('an answer that takes long is late, and null is an answer', async () => {
  expect(await inTime(Promise.resolve(null))).toBeNull();
  expect(await inTime(never())).toBe(LATE);
});
