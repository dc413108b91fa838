import { expect, test } from 'vitest';
import type { ConversationQuery } from '../../src/csat/filters.ts';
import type { Subscription } from '../../src/csat/subscription.ts';
import { listDownvotesOfWeek } from '../../src/slack/actions/list-downvotes-of-week.ts';
import type { House } from '../../src/slack/house.ts';
import type { Click } from '../../src/slack/payloads.ts';
import { questionsOf } from '../support/questions.ts';

const week = { zone: 'Europe/Berlin', from: '2026-11-09', to: '2026-11-16' };

function click(value: string) {
  const asked: ConversationQuery[] = [];
  const questions = questionsOf({
    findSubscription: async () => ({ assistants: ['shop'], locales: ['de'], topics: [] }) as unknown as Subscription,
    listConversations: async (query) => {
      asked.push(query);
      return { conversations: [], next: null, previous: null };
    },
  });
  const clicked = { value, channelId: 'C0SUPPORT', userId: 'U0ANA' } as Click;
  return { asked, answer: listDownvotesOfWeek(clicked, { questions } as House) };
}

test('the button of a digest lists the downvotes of its week, of what the channel follows, to the one who asked', async () => {
  const { asked, answer } = click(JSON.stringify(week));
  expect(await answer).toMatchObject({ to: 'asker' });
  expect(asked).toMatchObject([
    { feedback: 'downvote', filter: { period: week, assistants: ['shop'], locales: ['de'], environment: 'real' } },
  ]);
});

test('a button that is none of ours is refused', async () => {
  await expect(click('{"zone":"UTC"}').answer).rejects.toThrow();
});
