import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { cureOf } from '../../src/delivery/cure.ts';
import { openFlights, within } from '../../src/delivery/flights.ts';
import { startLoop } from '../../src/delivery/loop.ts';
import { withRepeatNote } from '../../src/delivery/message.ts';
import { PRODUCTION_TIMINGS } from '../../src/delivery/timings.ts';

const logger = pino({ level: 'silent' });

test('a loop takes its turns one at a time, also when it is kicked meanwhile', async () => {
  let under = 0;
  let most = 0;
  let turns = 0;
  const loop = startLoop({
    name: 'test',
    everyMs: 60_000,
    logger,
    turn: async () => {
      turns += 1;
      under += 1;
      most = Math.max(most, under);
      await sleep(10);
      under -= 1;
    },
  });
  await sleep(5);
  for (let n = 0; n < 10; n += 1) loop.kick();
  await sleep(60);
  await loop.stop();
  expect({ most, turns }).toEqual({ most: 1, turns: 2 });
});

test('a turn that throws does not end the loop', async () => {
  let turns = 0;
  const loop = startLoop({
    name: 'test',
    everyMs: 1,
    logger,
    turn: async () => {
      turns += 1;
      if (turns === 1) throw new Error('the database is down');
    },
  });
  await sleep(1_200);
  await loop.stop();
  expect(turns).toBeGreaterThan(1);
});

test('a stopped loop takes no turn any more', async () => {
  let turns = 0;
  const loop = startLoop({
    name: 'test',
    everyMs: 1,
    logger,
    turn: async () => {
      turns += 1;
    },
  });
  await loop.stop();
  const before = turns;
  loop.kick();
  await sleep(20);
  expect(turns).toBe(before);
});

test('flights tell how many more may start, and when all have landed', async () => {
  let freed = 0;
  const flights = openFlights(2, () => {
    freed += 1;
  });
  flights.add(() => sleep(20));
  flights.add(() => sleep(40));
  expect(flights.free()).toBe(0);
  expect(await flights.landed(5)).toBe(false);
  expect(await flights.landed(500)).toBe(true);
  expect(flights.free()).toBe(2);
  await expect.poll(() => freed).toBeGreaterThan(0);
});

test('flights that land together are told of once', async () => {
  let freed = 0;
  const flights = openFlights(10, () => {
    freed += 1;
  });
  for (let index = 0; index < 10; index += 1) flights.add(() => sleep(5));
  await expect.poll(() => freed).toBeGreaterThan(0);
  await sleep(50);
  expect(freed).toBe(1);
});

test('waiting ends at its limit', async () => {
  expect(await within(10, new Promise(() => {}))).toBe(false);
  expect(await within(500, sleep(1))).toBe(true);
});

test('a claim is longer than the guard and the deadline together: nobody else may take what could still be sent', () => {
  const { leaseMs, sendGuardMs, httpDeadlineMs, stopWithinMs } = PRODUCTION_TIMINGS;
  expect(sendGuardMs + httpDeadlineMs).toBeLessThan(leaseMs);
  expect(sendGuardMs + httpDeadlineMs).toBeLessThanOrEqual(stopWithinMs);
});

test('a possible repeat says so in the text and in a block, within the limit of blocks', () => {
  const full = Array.from({ length: 50 }, () => ({ type: 'divider' as const }));
  expect(withRepeatNote({ text: 'Downvote', blocks: [] })).toMatchObject({
    text: 'Downvote (possible repeat)',
    blocks: [{ type: 'context' }],
  });
  expect(withRepeatNote({ text: 'Downvote', blocks: full }).blocks).toHaveLength(50);
});

test.each([
  ['not_in_channel', '/invite'],
  ['is_archived', 'restore'],
  ['channel_not_found', 'private'],
  ['missing_scope channels:history', 'channels:history'],
  ['token_revoked', 'SLACK_BOT_TOKEN'],
  ['restricted_action_read_only_channel', 'administrator'],
  ['something_new', 'something_new'],
])('the cure of %s says what to do', (error, word) => {
  expect(cureOf(error)).toContain(word);
});
