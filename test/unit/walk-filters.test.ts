import { expect, test } from 'vitest';
import type { Scope, Subscription } from '../../src/csat/subscription.ts';
import { apologizer } from '../../src/slack/apology.ts';
import { csat } from '../../src/slack/commands/csat.ts';
import type { House } from '../../src/slack/house.ts';
import type { Command } from '../../src/slack/payloads.ts';
import { questionsOf } from '../support/questions.ts';

/** What `/csat` with this text walks through and says, in a channel that follows German. */
async function ask(text: string) {
  const scopes: Scope[] = [];
  const shown: unknown[] = [];
  const questions = questionsOf({
    findSubscription: async () =>
      ({ assistants: ['shop'], locales: ['de'], topics: [], zone: 'Europe/Berlin' }) as unknown as Subscription,
    reserveNextToTriage: async ({ scope }) => {
      scopes.push(scope);
      return null;
    },
  });
  const show = async ({ view }: { view: unknown }) => {
    shown.push(view);
    return { view: { id: 'V1' } };
  };
  const house = {
    questions,
    client: { views: { open: show, update: show } },
    clock: { now: () => new Date('2026-11-22T21:00:00Z') },
    directory: { person: async () => 'scope missing' },
    apologize: apologizer({ error: () => {}, warn: () => {} } as never, () => false),
  } as unknown as House;
  const command = { command: '/csat', text, userId: 'U0ANA', channelId: 'C0SUPPORT', triggerId: 't' } as Command;
  const answer = await csat(command, house);
  return { scopes, said: JSON.stringify([shown.at(-1), answer?.message]) };
}

test.each([
  ['next', { assistants: ['shop'], locales: ['de'], topics: [] }],
  ['next triage:open', { assistants: ['shop'], locales: ['de'], topics: [] }],
  ['next locale:en', { assistants: ['shop'], locales: ['en'], topics: [] }],
  ['NEXT  topic:SHIPPING', { assistants: ['shop'], locales: ['de'], topics: ['shipping'] }],
])('/csat %s walks through what is asked for', async (text, scope) => {
  expect((await ask(text)).scopes).toEqual([scope]);
});

test.each([
  ['next 7d', '2026-11-16..2026-11-22'],
  ['next triage:rule', 'triage:rule'],
  ['next "late"', 'late'],
  ['next shop', 'To look for words'],
  ['next assistant:shpo', 'Did you mean assistant:shop?'],
  ['status now', 'Try /csat status'],
  ['help filters', 'Try /csat help'],
  ['subscribe locale:de', 'Try /csat subscribe'],
])('/csat %s begins no walk, and names what it cannot use', async (text, said) => {
  const asked = await ask(text);
  expect(asked.scopes).toEqual([]);
  expect(asked.said).toContain(said);
});
