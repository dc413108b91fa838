import { expect, test } from 'vitest';
import { keptAnswers } from '../../src/slack/kept-answers.ts';

let now = 0;
const at = (ms: number) => {
  now = ms;
};
/** Counts how often it is asked; fails while it is told to. */
function source() {
  const asked = { times: 0, fails: false };
  const ask = async () => {
    asked.times += 1;
    if (asked.fails) throw new Error('busy');
    return `answer ${asked.times}`;
  };
  return { asked, ask };
}
const kept = (most = 10) =>
  keptAnswers<string>({ freshMs: (value) => (value === 'answer 1' ? 100 : 10), staleMs: 1_000, most }, () => now);

test('twenty who want it at the same time ask once', async () => {
  const { asked, ask } = source();
  const get = kept();
  const all = await Promise.all(Array.from({ length: 20 }, () => get('U1', ask)));
  expect(new Set(all)).toEqual(new Set(['answer 1']));
  expect(asked.times).toBe(1);
});

test('an answer is kept as long as its kind is, then asked for again', async () => {
  const { asked, ask } = source();
  const get = kept();
  at(0);
  await get('U1', ask);
  at(99);
  expect(await get('U1', ask)).toBe('answer 1');
  at(100);
  expect(await get('U1', ask)).toBe('answer 2');
  at(110);
  expect(await get('U1', ask)).toBe('answer 3');
  expect(asked.times).toBe(3);
});

test('when it cannot be asked for again the old answer holds, but not for ever, and the next one asks anew', async () => {
  const { asked, ask } = source();
  const get = kept();
  at(0);
  await get('U1', ask);
  asked.fails = true;
  at(1_000);
  expect(await get('U1', ask)).toBe('answer 1');
  at(1_001);
  await expect(get('U1', ask)).rejects.toThrow('busy');
  asked.fails = false;
  expect(await get('U1', ask)).toBe('answer 4');
});

test('a failure with nothing known is everybody’s who waited, and is not kept', async () => {
  const { asked, ask } = source();
  const get = kept();
  asked.fails = true;
  const all = await Promise.allSettled([get('U1', ask), get('U1', ask)]);
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(asked.times).toBe(1);
  asked.fails = false;
  expect(await get('U1', ask)).toBe('answer 2');
});

test('more keys than are kept push out the oldest', async () => {
  const { asked, ask } = source();
  const get = kept(2);
  at(0);
  for (const key of ['a', 'b', 'c']) await get(key, ask);
  expect(asked.times).toBe(3);
  await get('a', ask);
  expect(asked.times).toBe(4);
});
