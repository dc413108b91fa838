import { expect, test } from 'vitest';
import type { SlackMessage } from '../../src/delivery/message.ts';
import type { House } from '../../src/slack/house.ts';
import { respondWith } from '../../src/slack/respond.ts';

const house = { log: { warn: () => {} } } as unknown as House;
const say = (text: string): SlackMessage => ({ text, blocks: [] });
const make = (text: string) => async () => say(text);

/** What was tried at an address that takes only these. */
async function triedBy(answer: { simpler?: string[] }, taken: string[]): Promise<string[]> {
  const tried: string[] = [];
  await respondWith(
    { message: say('uploaded'), simpler: answer.simpler?.map(make), plain: make('plain'), to: 'asker' },
    async ({ text }) => {
      tried.push(text);
      if (!taken.includes(text)) throw new Error('Slack answered 400');
    },
    house,
  );
  return tried;
}

test('an answer whose picture is refused is shown with the next kind of picture, and in plain last', async () => {
  const simpler = ['hosted', 'own chart'];
  expect(await triedBy({ simpler }, ['own chart'])).toEqual(['uploaded', 'uploaded', 'hosted', 'own chart']);
  expect(await triedBy({ simpler }, ['plain'])).toEqual(['uploaded', 'uploaded', 'hosted', 'own chart', 'plain']);
});

test('the same is not tried again in place of the next kind', async () => {
  expect(await triedBy({ simpler: ['uploaded'] }, ['plain'])).toEqual([
    ...['uploaded', 'uploaded', 'uploaded'],
    'plain',
  ]);
});
