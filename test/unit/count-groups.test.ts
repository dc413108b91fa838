import { expect, test } from 'vitest';
import { type Asked, countGroups } from '../../src/csat/gaps/count-groups.ts';

const day = (date: number) => new Date(Date.UTC(2026, 10, date, 12));
const span = (from: number, to: number) => ({ start: day(from), end: day(to) });
const ask = (conversation: string, changes: Partial<Asked>): Asked => ({
  ...{ conversation, thumbedAt: null, downvotedAt: null, topics: [] },
  ...changes,
});

test('a group was first and last seen by the earliest and the latest feedback of the period', () => {
  const questions = [
    ask('a', { thumbedAt: day(9), downvotedAt: day(13) }),
    ask('b', { thumbedAt: day(11), downvotedAt: day(20) }),
    ask('c', { thumbedAt: day(3), downvotedAt: day(12), topics: ['returns'] }),
  ];
  const spans = { period: span(9, 16), before: span(2, 9) };
  const [group] = countGroups(questions, [{ members: [0, 1, 2], central: 0 }], spans);
  expect(group).toMatchObject({
    ...{ conversations: 3, conversationsBefore: 1, downvotes: 2, thumbsDown: 2, topics: ['returns'] },
    ...{ firstAt: day(9), lastAt: day(13) },
  });
});

test('the groups of two conversations and more are counted, the largest first', () => {
  const questions = ['a', 'a', 'b', 'c', 'd', 'e'].map((name) => ask(name, { thumbedAt: day(10) }));
  const groups = [
    [0, 1],
    [2, 3],
    [0, 4, 5],
  ].map((members) => ({ members, central: members[0] as number }));
  const counted = countGroups(questions, groups, { period: span(9, 16), before: span(2, 9) });
  expect(counted.map(({ sample, conversations }) => [sample, conversations])).toEqual([
    [0, 3],
    [2, 2],
  ]);
});
