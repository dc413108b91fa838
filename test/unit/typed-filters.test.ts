import { expect, test } from 'vitest';
import type { ConversationQuery } from '../../src/csat/filters.ts';
import type { Subscription } from '../../src/csat/subscription.ts';
import { listConversations } from '../../src/slack/commands/list-conversations.ts';
import type { House } from '../../src/slack/house.ts';
import type { Command } from '../../src/slack/payloads.ts';
import type { Questions } from '../../src/slack/questions.ts';
import { questionsOf } from '../support/questions.ts';

/** What `/downvotes` with this text lists and says, at 22:00 on a Sunday in Berlin, for a person in Kolkata. */
async function ask(text: string, known: Partial<Questions> = {}) {
  const asked: ConversationQuery[] = [];
  const questions = questionsOf({
    listAssistants: async () => [
      { id: 'shop-de', name: 'Berlin Shop' },
      { id: 'shop-us', name: 'Austin' },
    ],
    listKnownLocalesAndTopics: async () => ({
      locales: ['de-DE', 'en'],
      topics: ['Shipping', 'shipping', 'Gift cards', 'returns'],
    }),
    listConversations: async (query) => {
      asked.push(query);
      return { conversations: [], next: null, previous: null };
    },
    ...known,
  });
  const house = {
    questions,
    clock: { now: () => new Date('2026-11-22T21:00:00Z') },
    directory: { person: async () => ({ isGuest: false, isStranger: false, zone: 'Asia/Kolkata' }) },
  } as unknown as House;
  const command = { command: '/downvotes', text, userId: 'U0ANA', channelId: 'C0SUPPORT' } as Command;
  const answer = await listConversations('downvote')(command, house);
  return { filter: asked[0]?.filter, said: JSON.stringify(answer?.message.blocks) };
}

test.each([
  ['topic:SHIPPING', { topics: ['Shipping', 'shipping'] }],
  ['topic:gift cards', { topics: ['Gift cards'] }],
  ['topic:Returns topic:returns', { topics: ['returns'] }],
  ['assistant:Berlin Shop', { assistants: ['shop-de'] }],
  ['assistant:BERLIN-SHOP', { assistants: ['BERLIN-SHOP'] }],
  ['locale:DE', { locales: ['de'] }],
])('%j is looked for as it is stored', async (text, expected) => {
  expect((await ask(text)).filter).toMatchObject(expected);
});

test.each([
  ['topic:shiping', 'Did you mean topic:Shipping?'],
  ['topic:"gift card"', 'Did you mean topic:\\"Gift cards\\"?'],
  ['topic:warranty', 'not among the frequent recent ones: topic:Shipping'],
  ['locale:de-CH', 'Did you mean locale:de?'],
  ['locale:fr', 'not among the frequent recent ones: locale:de-DE, locale:en.'],
  ['assistant:berlinshop', 'Did you mean assistant:\\"Berlin Shop\\"?'],
])('of %j it is said: %s', async (text, said) => {
  expect((await ask(text)).said).toContain(said);
});

test('what is known of real conversations says nothing of the sandbox', async () => {
  expect((await ask('topic:trial locale:fr env:sandbox')).said).not.toContain('Not understood');
});

test('days are those of the channel’s subscription, or of the person', async () => {
  const subscribed = { findSubscription: async () => ({ zone: 'Europe/Berlin' }) as Subscription };
  expect((await ask('today', subscribed)).filter?.period).toMatchObject({ zone: 'Europe/Berlin', from: '2026-11-22' });
  expect((await ask('today')).filter?.period).toMatchObject({ zone: 'Asia/Kolkata', from: '2026-11-23' });
});

test('nothing is asked of the database that the filters do not need', async () => {
  const refuse = async () => {
    throw new Error('not needed');
  };
  const lists = { listAssistants: refuse, listKnownLocalesAndTopics: refuse };
  expect((await ask('7d triage:open "late"', lists)).filter).toMatchObject({ words: 'late' });
});

test.each(['help', ' HELP ', '?', '--help'])('%j says how to ask', async (text) => {
  const { filter, said } = await ask(text);
  expect(filter).toBeUndefined();
  expect(said).toContain('what you can ask');
});
