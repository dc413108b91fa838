import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { addDays, instantsOf, lastCompleteWeek, startOfDay } from '../../src/csat/period.ts';
import { recordKnownGap } from '../../src/db/record-known-gap.ts';
import { loadDigestGaps } from '../../src/jobs/digest-gaps.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { asked, giveAsked } from '../support/asked.ts';
import { atGaps } from '../support/at-gaps.ts';
import { inThisProcess } from '../support/command-line.ts';
import { empty, useDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { giveSubscription } from '../support/feedback.ts';
import { elementsOf, wordsOf } from '../support/fits-slack.ts';
import { useRoom } from '../support/room.ts';
import { useStandIn } from '../support/stand-in.ts';

// The channel's settings name a user group: Ana is in it, Ben is not.
const database = useDatabase();
const channelId = 'C0SUPPORT';
const standIn = useStandIn({ channels: [{ id: channelId, name: 'support', members: ['U0ANA', 'U0BEN', 'U0BOT'] }] });
useRoom(database, standIn);
const WEEK = lastCompleteWeek(new Date(), 'UTC');
const start = instantsOf(WEEK).start.getTime();
const hour = (hours: number) => new Date(start + hours * 3_600_000);
const OVERTAKEN = 'Nothing was changed: somebody else was faster.';
const REFUSED = 'Only members of the user group';
let subscriptionId = 0;

beforeAll(async () => {
  subscriptionId = await giveSubscription(database.db, { channelId });
  await database.db.execute(sql`update thumbline.subscriptions set acknowledge_group = 'S0001'`);
  const given = (name: string, question: string, times: number) =>
    Array.from({ length: times }, (_, at) => asked(`${name}-${at}`, question, hour(at), { downvotedAt: hour(at) }));
  await giveAsked(database.db, [
    ...given('label', 'Where do I get a return label?', 4),
    ...given('parcel', 'My parcel has not arrived, where is it?', 3),
    ...given('card', 'Do you sell gift cards?', 2),
  ]);
});

/** One person at work in the channel. */
function at(userId: string) {
  const person = atGaps(standIn, { userId, channelId });
  const { sees } = person;
  return {
    ...person,
    lists: async (typed: string, words: string) => {
      const before = sees.answers().length;
      await standIn().as(userId).command(channelId, '/csat', typed);
      await eventually(() => sees.answers().length > before && wordsOf(sees.lastAnswer()).includes(words), true);
      return wordsOf(sees.lastAnswer());
    },
  };
}

const statusOf = async (word: string) => {
  const [row] = await database.db.execute<{ status: string; merged: boolean }>(sql`
    select g.status, g.merged_into is not null as merged from thumbline.gaps g
    join feedback.messages m on m.conversation_id = g.sample_conversation_id and m.id = g.sample_message_id
    where m.body like ${`%${word}%`}`);
  return row === undefined ? null : { ...row };
};

describe('in a channel whose settings name a user group', () => {
  test('somebody else reads a gap, and changes nothing of it', async () => {
    const ben = at('U0BEN');
    for (const act of [
      () => ben.click(ACTION.markGapDone),
      () => ben.click(ACTION.gapMenu, 'dismiss'),
      () => ben.click(ACTION.gapMenu, 'merge'),
      () => ben.click(ACTION.workOnGap),
      () => ben.click(ACTION.splitGap, '["shop","label-1"]'),
    ]) {
      await ben.open('return label');
      await act();
      await ben.shows(REFUSED);
    }
    expect(await statusOf('return label')).toEqual({ status: 'open', merged: false });
  });

  test('a conversation opens from the gap that it is in, and not from where it was before', async () => {
    const ben = at('U0BEN');
    await ben.open('return label');
    await ben.click(ACTION.openGapTranscript, '["shop","label-1"]');
    await ben.shows('I do not know.');
    await ben.open('return label');
    const move = (from: string, to: string) =>
      database.db.execute(sql`
        update thumbline.gap_members set gap_id = (
          select gap_id from thumbline.gap_members where conversation_id = ${to}
        ) where conversation_id = 'label-1' and gap_id = (
          select gap_id from thumbline.gap_members where conversation_id = ${from}
        )`);
    await move('label-0', 'parcel-0');
    await ben.click(ACTION.openGapTranscript, '["shop","label-1"]');
    await ben.shows('That conversation is not in this gap any more.');
    await move('parcel-0', 'label-0');
  });

  test('one of the group marks it done and opens it again', async () => {
    const ana = at('U0ANA');
    await ana.open('return label');
    await ana.click(ACTION.markGapDone);
    await ana.shows('Marked done');
    expect(await statusOf('return label')).toEqual({ status: 'done', merged: false });
    const done = await ana.lists('gaps done', 'Gaps marked done');
    expect(done).toContain('return label');
    expect(done).not.toContain('parcel');
    await ana.click(ACTION.reopenGap);
    await ana.shows('Open again.');
    expect(await statusOf('return label')).toEqual({ status: 'open', merged: false });
    expect(await ana.lists('gaps done', 'Gaps marked done')).toContain('No gap with feedback in this period');
  });

  test('who was overtaken is told so, by a click as by a form, and sees what stands', async () => {
    const ana = at('U0ANA');
    const change = () => database.db.execute(sql`update thumbline.gaps set version = version + 1`);
    await ana.open('return label');
    await change();
    await ana.click(ACTION.markGapDone);
    await ana.shows(OVERTAKEN);
    await ana.click(ACTION.workOnGap);
    await ana.shows('What should happen?');
    await change();
    await ana.submit({
      ...{ name: { name: { value: 'Labels' } }, outcome: { outcome: {} }, owner: { owner: {} } },
      ...{ note: { note: {} }, link: { link: {} } },
    });
    await ana.shows(OVERTAKEN);
    expect(await statusOf('return label')).toEqual({ status: 'open', merged: false });
  });

  test('two gaps become one by the form, whose window then shows the one that stays, with both histories', async () => {
    const ana = at('U0ANA');
    await ana.open('gift cards');
    await ana.click(ACTION.markGapDone);
    await ana.shows('Marked done');
    await ana.click(ACTION.gapMenu, 'merge');
    await ana.shows('is the same problem as');
    expect(ana.says()).toContain('marked done ✅, and so will be the other one');
    const [menu] = elementsOf(ana.sees.modal() ?? { blocks: [] }, 'into') as unknown as {
      options: { text: { text: string }; value: string }[];
    }[];
    const parcel = menu?.options.find(({ text }) => text.text.includes('parcel'));
    await ana.submit({ into: { into: { selected_option: { value: String(parcel?.value) } } } });
    await ana.shows('Merged: this is the gap that they are now. It is marked done');
    expect(ana.says()).toContain('5 conversations');
    expect(ana.says()).toContain('marked it done');
    expect(await statusOf('gift cards')).toEqual({ status: 'done', merged: true });
  });

  test('a gap that is not there any more says so', async () => {
    const ana = at('U0ANA');
    await ana.open('return label');
    const other = await giveSubscription(database.db, { channelId: 'C0OTHER' });
    await database.db.execute(sql`update thumbline.gaps set subscription_id = ${other}`);
    await ana.click(ACTION.markGapDone);
    await ana.shows('There is no such gap in this channel any more.');
  });
});

test('thumbline gaps lists several gaps, the largest first, with their share and their days', async () => {
  const typed = ['gaps', '--from', WEEK.from, '--to', WEEK.to, '--zone', 'UTC'];
  const { gaps } = JSON.parse((await inThisProcess([...typed, '--json'], database.url)).stdout);
  expect(gaps.map(({ size }: { size: number }) => size)).toEqual([4, 3, 2]);
  const { stdout } = await inThisProcess(typed, database.url);
  expect(stdout.split('\n')[1]?.split(/\s{2,}/)).toEqual(
    expect.arrayContaining(['4', '4 (44% of all)', WEEK.from, 'Where do I get a return label?']),
  );
});

test.each(['UTC', 'America/Los_Angeles', 'Pacific/Auckland'])(
  'a digest in %s tells fixes of the days 35 to 21 before its week’s end, no other',
  async (zone) => {
    const { db } = database;
    await empty(db, 'thumbline.gaps');
    const question = { assistant: 'shop', id: 'label-0', message: 'm-0' };
    for (const daysBefore of [36, 35, 21, 20]) {
      const day = addDays(WEEK.to, -daysBefore);
      const [first, next] = [startOfDay(day, zone), startOfDay(addDays(day, 1), zone)];
      await db.execute(sql`delete from thumbline.gap_members`);
      const closedAt = daysBefore === 36 || daysBefore === 21 ? new Date(next.getTime() - 1) : first;
      const fix = {
        subscriptionId,
        outcome: 'knowledge' as const,
        owner: 'U0ANA',
        questions: [question] as [typeof question],
      };
      await recordKnownGap(db, { ...fix, name: `${daysBefore} days`, closedAt });
    }
    const scope = { assistants: [], locales: [], topics: [] };
    const tools = { db, log: { warn: () => {} } };
    const period = { ...WEEK, zone };
    const { closedGaps } = await loadDigestGaps(tools, { period, scope, subscription: { id: subscriptionId } });
    expect(closedGaps.map(({ name, closedOn }) => [name, closedOn])).toEqual([
      ['35 days', addDays(WEEK.to, -35)],
      ['21 days', addDays(WEEK.to, -21)],
    ]);
  },
);
