import { beforeEach, describe, expect, test } from 'vitest';
import { findSubscription } from '../../src/db/subscriptions.ts';
import { inThisProcess } from '../support/command-line.ts';
import { useDatabase } from '../support/database.ts';
import { TOKENS, useStandIn, WORKSPACE } from '../support/stand-in.ts';

const database = useDatabase();
const standIn = useStandIn({
  channels: [
    ...WORKSPACE.channels,
    { id: 'C0SHARED', name: 'shared', members: ['U0BEN', 'U0BOT'], isShared: true },
    { id: 'C0BENS', name: 'bens', members: ['U0ANA', 'U0BOT'], creator: 'U0BEN' },
  ],
});

beforeEach(() => {
  standIn().workspace.scopes.add('channels:read').add('groups:read').add('users:read');
});

const subscribe = (channelId: string, ...options: string[]) =>
  inThisProcess(['subscribe', '--channel', channelId, '--json', ...options], database.url, {
    SLACK_BOT_TOKEN: TOKENS.botToken,
    SLACK_API_URL: standIn().apiUrl,
  });

describe('a channel that people of another organisation read, or might', () => {
  test('is subscribed only when that is confirmed', async () => {
    expect(await subscribe('C0SHARED')).toMatchObject({
      ...{ code: 2, stdout: '' },
      stderr: expect.stringMatching(/C0SHARED is shared with another organisation: confirm with --shared-confirmed/),
    });
    expect(await findSubscription(database.db, 'C0SHARED')).toBeNull();
    expect((await subscribe('C0SHARED', '--shared-confirmed')).code).toBe(0);
    expect(await findSubscription(database.db, 'C0SHARED')).not.toBeNull();
    expect((await subscribe('C0SHARED', '--alerts', 'off')).code).toBe(2);
  });

  test.each([
    ['without the scope that tells', 'C0SUPPORT', ['channels:read', 'groups:read']],
    ['where Slack does not know the channel', 'C0NOWHERE', []],
  ])('has to be confirmed %s', async (_, channelId, missing) => {
    for (const scope of missing) standIn().workspace.scopes.delete(scope);
    expect(await subscribe(channelId)).toMatchObject({
      ...{ code: 2, stdout: '' },
      stderr: expect.stringMatching(/Slack does not tell whether the channel .* is shared.*--shared-confirmed/),
    });
    expect(await findSubscription(database.db, channelId)).toBeNull();
    expect((await subscribe(channelId, '--shared-confirmed')).code).toBe(0);
  });

  test('is said not to have been looked at where there is no token', async () => {
    const answer = await inThisProcess(['subscribe', '--channel', 'C0UNSEEN', '--json'], database.url);
    const told = /it was not checked whether C0UNSEEN is shared with another organisation, whose people would read/;
    expect(answer).toMatchObject({ code: 0, stderr: expect.stringMatching(told) });
  });
});

test('a first subscription is in the zone of who made the channel, unless another is said; a change keeps it', async () => {
  const zoneOf = async (channelId: string, ...options: string[]) =>
    JSON.parse((await subscribe(channelId, ...options)).stdout).zone;
  expect(await zoneOf('C0BENS')).toBe('America/New_York');
  expect(await zoneOf('C0BENS', '--zone', 'Asia/Tokyo')).toBe('Asia/Tokyo');
  expect(await zoneOf('C0BENS', '--alerts', 'off')).toBe('Asia/Tokyo');
  standIn().workspace.scopes.delete('users:read');
  expect(await zoneOf('C0RANDOM')).toBe('UTC');
});

test('a language that no digest speaks is refused; a region of one that it does is kept', async () => {
  for (const language of ['tlh', 'not a language']) {
    expect(await subscribe('C0ANY', '--language', language)).toMatchObject({
      ...{ code: 2, stdout: '' },
      stderr: expect.stringMatching(/Unknown language .*: expected one of en, de, fr, es, pt, ja/),
    });
  }
  expect(JSON.parse((await subscribe('C0BENS', '--language', 'pt-br')).stdout).language).toBe('pt-BR');
});
