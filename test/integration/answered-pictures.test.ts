import { expect, test } from 'vitest';
import { instantsOf, lastCompleteWeek } from '../../src/csat/period.ts';
import { useDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';
import { eyesOf, useRoom } from '../support/room.ts';
import { useStandIn } from '../support/stand-in.ts';

const database = useDatabase();
const standIn = useStandIn();
useRoom(database, standIn);

/** The file that the answer's picture is. */
async function pictureFor(userId: string): Promise<string> {
  const { answers, lastAnswer } = eyesOf(standIn, userId);
  const before = answers().length;
  const fileId = () => /"slack_file":\{"id":"(F\w+)"\}/.exec(JSON.stringify(lastAnswer().blocks))?.[1] ?? '';
  await standIn().as(userId).command('C0SUPPORT', '/csat', '');
  await eventually(() => answers().length > before && fileId() !== '', true);
  return fileId();
}

test('whoever asks for the same figures sees the same picture, drawn and uploaded once', async () => {
  await giveSubscription(database.db, { channelId: 'C0SUPPORT', assistants: ['shop'] });
  const monday = instantsOf(lastCompleteWeek(new Date(), 'UTC')).start;
  const ratedAt = new Date(monday.getTime() + 3_600_000);
  await giveConversation(database.db, { assistant: 'shop', id: 'c-1', verdict: 'up', ratedAt });

  const [ana, ben] = await Promise.all([pictureFor('U0ANA'), pictureFor('U0BEN')]);
  expect([ben, await pictureFor('U0ANA')]).toEqual([ana, ana]);
  expect(standIn().workspace.files.size).toBe(1);

  await giveConversation(database.db, { assistant: 'shop', id: 'c-2', ratedAt });
  expect(await pictureFor('U0BEN')).not.toBe(ana);
  expect(standIn().workspace.files.size).toBe(2);
});

test('a picture that could not be uploaded is tried again by whoever asks next', async () => {
  const ratedAt = new Date(instantsOf(lastCompleteWeek(new Date(), 'UTC')).start.getTime() + 7_200_000);
  await giveConversation(database.db, { assistant: 'shop', id: 'c-3', ratedAt });
  const before = standIn().workspace.files.size;
  standIn().faults.script('files.getUploadURLExternal', [{ do: 'refuse', error: 'internal_error' }]);
  const ben = eyesOf(standIn, 'U0BEN');
  const answered = ben.answers().length;
  await standIn().as('U0BEN').command('C0SUPPORT', '/csat', '');
  await eventually(() => ben.answers().length > answered, true);
  expect(standIn().workspace.files.size).toBe(before);
  expect(await pictureFor('U0ANA')).toMatch(/^F/);
});
