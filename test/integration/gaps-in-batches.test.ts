import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { questionName } from '../../src/csat/gap.ts';
import { addDays, dayOf, startOfDay } from '../../src/csat/period.ts';
import { EVERYTHING } from '../../src/csat/subscription.ts';
import { listWindow } from '../../src/db/gap-window.ts';
import { refreshGaps } from '../../src/jobs/gap-refresh.ts';
import { type KnownWindows, rememberWindows } from '../../src/jobs/known-windows.ts';
import { asked, type GivenAsked, giveAsked } from '../support/asked.ts';
import { empty, useDatabase } from '../support/database.ts';
import { giveSubscription } from '../support/feedback.ts';

const database = useDatabase();
const midnight = startOfDay(addDays(dayOf(new Date(), 'UTC'), -1), 'UTC');
const hour = (hours: number) => new Date(midnight.getTime() + hours * 3_600_000);
const now = hour(20);

const THINGS = ['parcel', 'refund', 'voucher', 'invoice', 'return label', 'gift card'];
const ASKED = [
  'Where is my',
  'I still wait for my',
  'When do I get the',
  'My missing',
  'No sign of the',
  'Please look for my',
];
const older = THINGS.flatMap((thing, t) =>
  ASKED.map((words, a) => asked(`older-${t}-${a}`, `${words} ${thing}`, hour(-40 + a))),
);
const newer = [
  asked('newer-0', 'where is my parcel?', hour(1)),
  asked('newer-1', 'where is the refund', hour(2)),
  asked('newer-2', 'The checkout page crashes', hour(3)),
  asked('newer-3', 'Checkout crashes on the page', hour(4)),
  asked('newer-4', 'still no sign of the voucher', hour(9)),
];
/** Known as of today, though its feedback is of yesterday. */
const late = asked('late', 'the invoice is missing', hour(-3));

let subscription: typeof EVERYTHING & { id: number; zone: string };
beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, feedback.assistants');
  subscription = { ...EVERYTHING, zone: 'UTC', id: await giveSubscription(database.db, { channelId: 'C0SUPPORT' }) };
});

const refresh = (windows?: KnownWindows) =>
  refreshGaps(
    {
      ...{ db: database.db, model: 'test', windows },
      embedder: { dimensions: 2, embed: async (texts) => texts.map(() => null) },
    },
    subscription,
    { now, embedWithinMs: 5_000 },
  );

/** Which questions are together, whatever their gaps are called. */
async function together(): Promise<string[]> {
  const window = { scope: EVERYTHING, since: hour(-24 * 70), subscriptionId: subscription.id };
  const gaps = new Map<number, string[]>();
  for (const { gap, ...key } of await listWindow(database.db, window)) {
    if (gap !== null) gaps.set(gap, [...(gaps.get(gap) ?? []), questionName(key)]);
  }
  return [...gaps.values()].map((names) => names.sort().join(' ')).sort();
}

/** Counts what is grouped as a whole, which takes long. */
function counted(): KnownWindows & { grouped: number } {
  const windows = rememberWindows();
  const counting = {
    grouped: 0,
    get: windows.get,
    set: (...given: Parameters<KnownWindows['set']>) => {
      counting.grouped += 1;
      windows.set(...given);
    },
  };
  return counting;
}

describe('a window that fills in batches', () => {
  test('has the gaps that it has when all comes at once, and is grouped as a whole only for what came late', async () => {
    const windows = counted();
    const arrivals: [GivenAsked[], number][] = [
      [older, 1],
      [newer.slice(0, 2), 1],
      [newer.slice(2), 1],
      [[late], 2],
    ];
    for (const [batch, grouped] of arrivals) {
      await giveAsked(database.db, batch);
      expect(await refresh(windows)).toBe('grouped');
      expect(windows.grouped).toBe(grouped);
    }
    const inBatches = await together();
    expect(inBatches.some((names) => names.includes('older-0-0') && names.includes('newer-0'))).toBe(true);
    expect(inBatches.some((names) => names.includes('newer-2') && names.includes('newer-3'))).toBe(true);
    expect(inBatches.some((names) => names.includes('older-3-3') && names.includes('late'))).toBe(true);

    await empty(database.db, 'thumbline.gaps');
    await database.db.execute(sql`delete from thumbline.groupings`);
    expect(await refresh()).toBe('grouped');
    expect(await together()).toEqual(inBatches);
  });

  test('lets a question go whose feedback was withdrawn, the newer and the older one', async () => {
    const windows = counted();
    await giveAsked(database.db, [...older, ...newer]);
    await refresh(windows);
    for (const [id, grouped] of [
      ['newer-0', 1],
      ['older-0-0', 2],
    ] as const) {
      await database.db.execute(sql`delete from feedback.thumbs where conversation_id = ${id}`);
      expect(await refresh(windows)).toBe('grouped');
      expect(windows.grouped).toBe(grouped);
      expect((await together()).join()).not.toContain(`"${id}"`);
    }
  });
});

describe('what is remembered of windows', () => {
  const grouping = (numbers: number) =>
    ({ views: { values: new Float32Array(numbers) }, profiles: { values: new Float32Array(0) } }) as never;

  test('is what was used last, and no more than there is room for; the largest alone is kept all the same', () => {
    const windows = rememberWindows(100);
    windows.set(1, 'a', grouping(40));
    windows.set(2, 'a', grouping(40));
    expect(windows.get(1, 'a')).not.toBeNull();
    windows.set(3, 'a', grouping(40));
    expect(windows.get(2, 'a')).toBeNull();
    expect(windows.get(1, 'a')).not.toBeNull();
    expect(windows.get(3, 'b')).toBeNull();
    windows.set(4, 'a', grouping(400));
    expect([1, 3].map((id) => windows.get(id, 'a'))).toEqual([null, null]);
    expect(windows.get(4, 'a')).not.toBeNull();
  });
});
