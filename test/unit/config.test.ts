import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readConfig, VARIABLES } from '../../src/config.ts';

test('.env.example lists every variable, each with a comment, and no other', () => {
  const lines = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').split('\n');
  const listed = lines.flatMap((line, index) => {
    const name = /^([A-Z_]+)=/.exec(line)?.[1];
    if (name === undefined) return [];
    expect(lines[index - 1], `a comment above ${name}`).toMatch(/^# /);
    return [name];
  });
  expect(listed.sort()).toEqual(Object.keys(VARIABLES).sort());
});

test('.env.example can be used as it stands', () => {
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  const pairs = [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
  expect(readConfig(Object.fromEntries(pairs)).port).toBe(3000);
});

test('every bad variable is named in one message, and no value is repeated', () => {
  const secret = 'hunter2-is-no-token';
  const read = () =>
    readConfig({ DATABASE_URL: 'mysql://u:hunter2@h/d', SLACK_BOT_TOKEN: secret, PORT: 'http', ROLES: 'slack,cook' });
  expect(read).toThrow(/DATABASE_URL.*SLACK_BOT_TOKEN.*PORT.*ROLES/s);
  expect(read).not.toThrow(/hunter2/);
});

test('what becomes of doubtful messages is chosen for alerts and digests apart', () => {
  const chosen = (ON_UNKNOWN: string) => readConfig({ ON_UNKNOWN }).onUnknown;
  expect(chosen('')).toEqual({ alerts: 'repost', digests: 'hold' });
  expect(chosen('digests=repost, alerts=hold')).toEqual({ alerts: 'hold', digests: 'repost' });
  expect(chosen('alerts=hold')).toEqual({ alerts: 'hold', digests: 'hold' });
  for (const bad of ['hold', 'alerts=drop', 'gaps=hold'])
    expect(() => chosen(bad)).toThrow(/ON_UNKNOWN: expected choices/);
});

test('an empty variable counts as not set', () => {
  expect(readConfig({ SLACK_APP_TOKEN: '', PORT: '' })).toMatchObject({ slackAppToken: null, port: 3000 });
});
