import { WebAPIRateLimitedError } from '@slack/web-api';
import { expect, test } from 'vitest';
import type { TriedClaim } from '../../src/db/deliveries-claim.ts';
import { findInChannel, type Readings } from '../../src/delivery/history.ts';
import type { SlackPort } from '../../src/delivery/slack-port.ts';

const claim = (id: number, lastTrySeconds = 100): TriedClaim => ({
  ...{ id, key: `alert:${id}`, kind: 'alert', workspaceId: 'T1', channelId: 'C1', postedIn: null, subscriptionId: 1 },
  ...{ alertId: id, monday: null, rollupId: null, wantVersion: 1, ts: null, fence: 1, attempts: 1, ambiguous: true },
  ...{ possibleRepeat: false, besideBlocked: false, firstTrySeconds: 100, lastTrySeconds },
});

/** A channel of so many pages, each with the message of the alert that has its number: Slack gives one a minute. */
function channelOf(pages: number) {
  const asked: (string | null)[] = [];
  let left = 1;
  const history: SlackPort['history'] = async ({ cursor }) => {
    asked.push(cursor);
    if (left === 0) throw new WebAPIRateLimitedError(60);
    left -= 1;
    const page = Number(cursor ?? 1);
    return { messages: [{ ts: `${page}.0`, key: `alert:${page}` }], next: page === pages ? null : String(page + 1) };
  };
  return {
    asked,
    slack: { history } as SlackPort,
    aMinuteLater: () => {
      left = 1;
    },
  };
}

test('a reading that Slack breaks off goes on where it stopped, until it has all pages', async () => {
  const readings: Readings = new Map();
  const { slack, asked, aMinuteLater } = channelOf(3);
  const read = (...claims: TriedClaim[]) => findInChannel(slack, 'C1', claims, { clockSkewMs: 0, readings });
  await expect(read(claim(1), claim(3))).rejects.toThrow(WebAPIRateLimitedError);
  aMinuteLater();
  await expect(read(claim(1), claim(3))).rejects.toThrow(WebAPIRateLimitedError);
  aMinuteLater();
  const { found } = await read(claim(1), claim(3));
  expect([...found]).toEqual([
    ['alert:1', ['1.0']],
    ['alert:3', ['3.0']],
  ]);
  expect(asked).toEqual([null, '2', '2', '3', '3']);
  expect(readings.size).toBe(0);
});

test('of a try that was made since a reading began it says nothing', async () => {
  const readings: Readings = new Map();
  const { slack, aMinuteLater } = channelOf(2);
  const read = (...claims: TriedClaim[]) => findInChannel(slack, 'C1', claims, { clockSkewMs: 0, readings });
  await expect(read(claim(1), claim(2))).rejects.toThrow(WebAPIRateLimitedError);
  aMinuteLater();
  const answer = await read(claim(1, 200), claim(2), claim(4));
  expect(answer.read.map(({ id }) => id)).toEqual([2]);
});

test('where no try is left that a broken reading was begun for, it begins anew', async () => {
  const readings: Readings = new Map();
  const { slack, asked, aMinuteLater } = channelOf(2);
  const read = (...claims: TriedClaim[]) => findInChannel(slack, 'C1', claims, { clockSkewMs: 0, readings });
  await expect(read(claim(1))).rejects.toThrow(WebAPIRateLimitedError);
  aMinuteLater();
  await expect(read(claim(1, 200))).rejects.toThrow(WebAPIRateLimitedError);
  expect(asked).toEqual([null, '2', null, '2']);
});
