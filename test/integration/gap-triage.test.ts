import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { instantsOf, lastCompleteWeek } from '../../src/csat/period.ts';
import { recordTriage } from '../../src/db/record-triage.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { asked, giveAsked } from '../support/asked.ts';
import { atGaps } from '../support/at-gaps.ts';
import { useDatabase } from '../support/database.ts';
import { giveSubscription } from '../support/feedback.ts';
import { useRoom } from '../support/room.ts';
import { useStandIn } from '../support/stand-in.ts';

// The channel asks for no user group. Another channel, of all that is about returns, does: Ana is in it, Ben is not.
const database = useDatabase();
const channelId = 'C0SUPPORT';
const standIn = useStandIn({ channels: [{ id: channelId, name: 'support', members: ['U0ANA', 'U0BEN', 'U0BOT'] }] });
useRoom(database, standIn);
const start = instantsOf(lastCompleteWeek(new Date(), 'UTC')).start.getTime();
const REFUSED = 'Only members of the user group';

beforeAll(async () => {
  await giveSubscription(database.db, { channelId });
  await giveSubscription(database.db, { channelId: 'C0OTHER', topics: ['returns'] });
  await database.db.execute(
    sql`update thumbline.subscriptions set acknowledge_group = 'S0001' where channel_id = 'C0OTHER'`,
  );
  await giveAsked(
    database.db,
    Array.from({ length: 5 }, (_, n) =>
      asked(`label-${n}`, 'Where do I get a return label?', new Date(start + n * 3_600_000), {
        topics: n < 2 ? ['returns'] : [],
      }),
    ),
  );
});

function at(userId: string) {
  const person = atGaps(standIn, { userId, channelId });
  return {
    ...person,
    /** Opens the gap, and saves what was decided of it. */
    save: async (outcome: string, note: string) => {
      await person.open('label');
      await person.click(ACTION.workOnGap);
      await person.shows('What should happen?');
      return person.submit({
        ...{ name: { name: { value: 'Return labels' } }, note: { note: { value: note } }, link: { link: {} } },
        ...{
          outcome: { outcome: { selected_option: { value: outcome } } },
          owner: { owner: { selected_user: 'U0BEN' } },
        },
      });
    },
  };
}

const decided = async () =>
  (
    await database.db.execute<{ said: string }>(sql`
      select concat_ws(' ', t.conversation_id, t.outcome, t.decided_by, e.n) as said
      from thumbline.triage t cross join lateral (
        select count(*) as n from thumbline.triage_events e where e.conversation_id = t.conversation_id
      ) e order by 1`)
  ).map(({ said }) => said);
const outcomeOfGap = async () =>
  (await database.db.execute<{ outcome: string | null }>(sql`select outcome from thumbline.gaps`)).map(
    (row) => row.outcome,
  );

test('an outcome that cannot be set for one conversation is set for none, nor said of the gap, and can be saved again', async () => {
  await database.db.execute(sql`
    create function refuse() returns trigger language plpgsql as $$ begin
      if new.conversation_id = 'label-3' then raise exception 'the process is gone'; end if; return new; end $$`);
  await database.db.execute(
    sql`create trigger refuse before insert on thumbline.triage_events for each row execute function refuse()`,
  );
  const ana = at('U0ANA');
  await ana.save('handover', 'tried in vain');
  await ana.shows('went wrong');
  expect([await decided(), await outcomeOfGap()]).toEqual([[], [null]]);
  await database.db.execute(sql`drop trigger refuse on thumbline.triage_events`);
});

test('an outcome is set for those conversations only that the person may decide, and they are told which stay', async () => {
  const ben = at('U0BEN');
  await ben.save('knowledge', 'New portal');
  await ben.shows('Saved, and set for 3 conversations. 2 stay as they are.');
  expect(ben.says()).toContain(REFUSED);
  expect(await decided()).toEqual([2, 3, 4].map((n) => `label-${n} knowledge U0BEN 1`));
});

test('one of the group sets it for those as well; what was decided by itself stays', async () => {
  const key = { assistant: 'shop', id: 'label-4' };
  const details = { owner: null, note: null, link: null };
  const step = { do: 'decide' as const, outcome: 'rule' as const, details };
  await recordTriage(database.db, { key, by: 'U0BEN', seenVersion: 1, step });
  const ana = at('U0ANA');
  await ana.save('knowledge', 'The new portal');
  await ana.shows('Saved, and set for 4 conversations. One stays as it was decided by itself');
  expect(ana.says()).not.toContain(REFUSED);
  expect(await decided()).toEqual([
    ...['label-0 knowledge U0ANA 1', 'label-1 knowledge U0ANA 1', 'label-2 knowledge U0ANA 2'],
    ...['label-3 knowledge U0ANA 2', 'label-4 rule U0BEN 2'],
  ]);
});
