import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { voiceOf } from '../../src/csat/voice.ts';
import { type Connection, connect } from '../../src/db/client.ts';
import { recordDueDigests } from '../../src/db/digest-schedule.ts';
import { subscriptions } from '../../src/db/schema/subscriptions.ts';
import { startDeliverer } from '../../src/delivery/deliverer.ts';
import type { PostedMessage, SlackPort } from '../../src/delivery/slack-port.ts';
import { renderDigest } from '../../src/jobs/digest.ts';
import { useDatabase } from '../support/database.ts';
import { asOnlyWorkspace, QUICK_TIMINGS } from '../support/deliverer.ts';
import { eventually } from '../support/eventually.ts';

const ZONES = [
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
  'America/Santiago',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kolkata',
  'America/Sao_Paulo',
  'Asia/Tokyo',
  'America/Los_Angeles',
];
/** Slots inside clock changes, at midnight, and at the ends of the week among them. */
const TIMES = ['09:00', '00:00', '00:30', '02:00', '02:30', '03:00', '23:59', '17:45'];
const START = new Date('2025-01-08T12:00:00Z');
const END = new Date('2027-01-13T12:00:00Z');
const DAY_MS = 86_400_000;
/** What could not be written down for so long is skipped. */
const LIMIT_MS = 6 * DAY_MS;
/** The subscriptions whose digests are made in full; those of the others say their key. */
const MADE_IN_FULL = 2;
/** As often as this an answer of Slack is lost, after the message is there or before. */
const LOST_ANSWERS = 0.02;

/** This Slack shows at once what it has; leases are such that a busy machine does not outrun them. */
const TIMINGS = {
  ...QUICK_TIMINGS,
  ...{ paceMs: 1, reconcileEveryMs: 50, settleMs: 50, verifyEveryMs: 60_000 },
  ...{ leaseMs: 20_000, sendGuardMs: 8_000, httpDeadlineMs: 10_000 },
};

/** How a digest says that none was posted for a week or several. */
const LEFT_OUT = voiceOf('en').words.warning.skipped('…').split('…')[0] as string;

const channelIds = ZONES.map((_, index) => `C0ZONE${index}`);
const database = useDatabase();
const posted: PostedMessage[] = [];

/** `since`: when somebody last changed them; `onSince`: when the digest was switched on. */
type Settings = {
  zone: string;
  digestWeekday: number;
  digestTime: string;
  isOn: boolean;
  since: number;
  onSince: number;
};
type Outage = { from: number; until: number; settings: Map<number, Settings> };
/** While it was switched off: the settings before that and, the newest last, those since it was on again. */
type Pause = { id: number; from: number; until: number; before: Settings; after: Settings[] };

test('two years of digests are each posted once, through three replicas, outages, lost answers, changes in mid-week and pauses', async () => {
  const random = seeded(20_261_122);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const settings = new Map<number, Settings>();
  for (const [index, zone] of ZONES.entries()) {
    const began = { isOn: true, since: START.getTime(), onSince: START.getTime() };
    const chosen = { zone, digestWeekday: pick([1, 1, 2, 5, 7]), digestTime: pick(TIMES), ...began };
    settings.set(await subscribe(channelIds[index] as string, chosen), chosen);
  }
  const ids = [...settings.keys()];
  const changed = (before: Settings, since: Partial<Settings>): Settings => ({
    ...before,
    zone: random() < 0.4 ? pick(ZONES) : before.zone,
    digestWeekday: random() < 0.5 ? pick([1, 2, 3, 4, 5, 6, 7]) : before.digestWeekday,
    digestTime: random() < 0.5 ? pick(TIMES) : before.digestTime,
    ...since,
  });
  const isMadeInFull = (id: number) => ids.indexOf(id) < MADE_IN_FULL;
  const replicas = [1, 2, 3].map(() => connect(database.url, { maxConnections: 3 }));
  const slack = rememberingSlack(seeded(1));

  const recorded = new Map<string, { at: number; settings: Settings }>();
  const outages: Outage[] = [];
  const pauses: Pause[] = [];
  let changes = 0;
  /** Not every replica comes to ask each minute, and those that do ask together. */
  const tick = async (now: number) => {
    const asking = replicas.filter(() => random() < 0.7);
    const keys = await Promise.all(
      (asking.length > 0 ? asking : replicas).map(({ db }) => recordDueDigests(db, new Date(now))),
    );
    for (const key of keys.flat()) {
      expect(recorded.has(key)).toBe(false);
      recorded.set(key, { at: now, settings: settings.get(subscriptionOf(key)) as Settings });
    }
  };
  const set = async (id: number, changed: Settings) => {
    // What is made in full is made now, not in its own time: what it was owed for must still hold.
    if (isMadeInFull(id)) await postWhatIsOwed(replicas, slack);
    await change(id, changed);
    settings.set(id, changed);
    await tick(changed.since + 1);
  };
  let now = START.getTime();
  while (now < END.getTime()) {
    const paused = pauses.filter(({ after }) => after.length === 0);
    const next = Math.min(nextSlot([...settings.values()], now), ...paused.map(({ until }) => until));
    if (random() < 0.02) {
      const until = now + random() * (random() < 0.3 ? 20 : 5) * DAY_MS;
      outages.push({ from: now, until, settings: new Map(settings) });
      now = Math.max(next, until);
    } else {
      now = next;
    }
    await tick(now);
    for (const pause of paused.filter(({ until }) => until <= now)) {
      const again = changed(settings.get(pause.id) as Settings, { isOn: true, since: now, onSince: now });
      Object.assign(pause, { until: now, after: [again] });
      await set(pause.id, again);
    }
    if (random() < 0.06) {
      const id = pick(ids);
      const before = settings.get(id) as Settings;
      if (!before.isOn) continue;
      const isPause = random() < 0.3 && now < END.getTime() - 60 * DAY_MS;
      const after = isPause ? { ...before, isOn: false, since: now } : changed(before, { since: now });
      if (isPause) pauses.push({ id, from: now, until: now + random() * 21 * DAY_MS, before, after: [] });
      else pauses.findLast((pause) => pause.id === id)?.after.push(after);
      await set(id, after);
      changes += 1;
    }
  }
  await postWhatIsOwed(replicas, slack);
  await Promise.all(replicas.map(({ close }) => close()));

  expect(posted.map(({ key }) => key).sort()).toEqual([...recorded.keys()].sort());
  const settingsThen = (key: string) => (recorded.get(key) as { settings: Settings }).settings;
  let skips = 0;
  for (const id of ids) {
    const mondays = [...recorded.keys()]
      .filter((key) => subscriptionOf(key) === id)
      .map(mondayOf)
      .sort();
    const [first = '', last = ''] = [mondays[0], mondays.at(-1)];
    // The week that reports on the first full week after the beginning, and the last one that can be due before the end.
    expect(first <= '2025-01-13').toBe(true);
    expect(last >= '2026-12-21').toBe(true);

    const missing = mondaysBetween(first, last).filter((monday) => !mondays.includes(monday));
    skips += missing.length;
    const overslept = outages.flatMap((outage) => oversleptBy(outage, id).map((monday) => ({ monday, outage })));
    const unwanted = pauses.filter((pause) => pause.id === id).flatMap(unwantedIn);
    expect([...overslept.map(({ monday }) => monday), ...unwanted]).toEqual(expect.arrayContaining(missing));
    for (const { monday, outage } of overslept.filter(({ monday }) => mondays.includes(monday))) {
      // Its week had its digest before a change moved the slot, or a change in the same week made up for it.
      const { at, settings } = recorded.get(`digest:${id}:${monday}`) ?? { at: 0, settings: outage.settings.get(id) };
      expect(at <= outage.from || at === (settings?.since ?? 0) + 1).toBe(true);
    }
    for (const { key, blocks } of posted.filter((message) => isMadeInFull(id) && subscriptionOf(message.key) === id)) {
      const then = settingsThen(key);
      const before = addDays(mondayOf(key), -7);
      const changedIn = mondaysBetween(dayIn(then.since, then.zone), dayIn(then.since, then.zone))[0] ?? '';
      const isKnownToBeSkipped =
        missing.includes(before) && before >= changedIn && slotOf(before, then) >= then.onSince;
      expect({ key, saysSo: JSON.stringify(blocks).includes(LEFT_OUT) }).toEqual({
        key,
        saysSo: isKnownToBeSkipped,
      });
    }
  }
  for (const { id, from, after, until } of pauses) {
    const slots = after.map((settings) => slotAfter(settings, until));
    const tooEarly = [...recorded].filter(
      ([key, { at }]) => subscriptionOf(key) === id && at > from && at < Math.min(...slots),
    );
    expect(tooEarly).toEqual([]);
  }
  expect(pauses.length).toBeGreaterThan(10);
  expect(changes).toBeGreaterThan(30);
  expect(skips).toBeGreaterThan(10);
}, 120_000);

const subscriptionOf = (key: string) => Number(key.split(':')[1]);
const mondayOf = (key: string) => key.slice(-10);

/** As if it were due now: starts the deliverer of every replica, lets them bring what is owed to Slack, and stops them. */
async function postWhatIsOwed(replicas: Connection[], slack: SlackPort) {
  await database.db.execute(sql`
    update thumbline.digests d set due_at = now()
    from thumbline.deliveries owed where owed.subscription_id = d.subscription_id and owed.monday = d.monday and owed.state <> 'sent'`);
  const deliverers = replicas.map((connection) =>
    startDeliverer({
      connection,
      slack: asOnlyWorkspace(slack),
      render: async (owed) =>
        channelIds.indexOf(owed.channelId) < MADE_IN_FULL
          ? renderDigest({ db: connection.db, uploadPng: null, quickchartUrl: null, log: { warn: () => {} } }, owed)
          : { text: owed.key, blocks: [] },
      logger: pino({ level: 'silent' }),
      timings: TIMINGS,
    }),
  );
  const count = sql`select count(*)::int as n from thumbline.deliveries where state <> 'sent'`;
  await eventually(async () => (await database.db.execute(count))[0]?.n, 0, 60_000);
  await Promise.all(deliverers.map(({ stop }) => stop()));
}

function rememberingSlack(random: () => number): SlackPort {
  const tsOf = (message: PostedMessage) =>
    `${Math.floor(Date.now() / 1000)}.${String(posted.indexOf(message)).padStart(6, '0')}`;
  const unused = async () => {
    throw new Error('A digest on its way needs no such call');
  };
  return {
    postMessage: async (message) => {
      const fate = random();
      if (fate < LOST_ANSWERS / 2) throw new Error('The call was lost');
      posted.push(message);
      if (fate < LOST_ANSWERS) throw new Error('The answer was lost');
      return { ts: tsOf(message), channelId: message.channelId };
    },
    history: async ({ channelId }) => ({
      messages: posted
        .filter((message) => message.channelId === channelId)
        .map((message) => ({ ts: tsOf(message), key: message.key })),
      next: null,
    }),
    openDirect: unused,
    join: unused,
    update: unused,
    delete: unused,
  };
}

async function subscribe(channelId: string, { zone, digestWeekday, digestTime }: Settings): Promise<number> {
  const began = { beganAt: START, digestSince: START, digestOnSince: START };
  const [row] = await database.db
    .insert(subscriptions)
    .values({ channelId, zone, digestWeekday, digestTime, alerts: 'off', ...began })
    .returning({ id: subscriptions.id });
  return row?.id ?? 0;
}

/** What recordSubscription does to the digest when somebody changes its time or switches it, at a made-up present. */
async function change(id: number, { zone, digestWeekday, digestTime, isOn, since, onSince }: Settings) {
  const slot = isOn ? { digestWeekday, digestTime } : { digestWeekday: null, digestTime: null };
  await database.db
    .update(subscriptions)
    .set({ zone, ...slot, digestSince: new Date(since), digestOnSince: new Date(onSince) })
    .where(sql`id = ${id}`);
}

/** The Mondays whose digests an outage kept from being written down until it was too late. */
function oversleptBy({ from, until, settings }: Outage, id: number): string[] {
  const own = settings.get(id) as Settings;
  if (!own.isOn) return [];
  return mondaysBetween(dayIn(from - 7 * DAY_MS, own.zone), dayIn(until, own.zone)).filter((monday) => {
    const slot = slotOf(monday, own);
    return slot > from && slot + LIMIT_MS <= until;
  });
}

/** The Mondays whose slot passed while the digest was off, by the settings before or by some since. */
function unwantedIn({ from, until, before, after }: Pause): string[] {
  return mondaysBetween(dayIn(from - 7 * DAY_MS, before.zone), dayIn(until, before.zone)).filter(
    (monday) => slotOf(monday, before) > from && after.some((settings) => slotOf(monday, settings) < until),
  );
}

/** The next instant at which something becomes due, worked out without Postgres. */
function nextSlot(all: Settings[], now: number): number {
  return Math.min(...all.filter(({ isOn }) => isOn).map((settings) => upcomingSlot(settings, now)));
}

const upcoming = new WeakMap<Settings, number>();

function upcomingSlot(settings: Settings, now: number): number {
  const known = upcoming.get(settings);
  if (known !== undefined && known > now) return known;
  const next = slotAfter(settings, now);
  upcoming.set(settings, next);
  return next;
}

function slotAfter(settings: Settings, now: number): number {
  const monday = mondaysBetween(dayIn(now, settings.zone), dayIn(now, settings.zone))[0] ?? '';
  const slots = [0, 7].map((days) => slotOf(addDays(monday, days), settings));
  return slots.find((slot) => slot > now) ?? Number.POSITIVE_INFINITY;
}

function slotOf(monday: string, { zone, digestWeekday, digestTime }: Settings): number {
  return Temporal.PlainDate.from(monday)
    .add({ days: digestWeekday - 1 })
    .toPlainDateTime(Temporal.PlainTime.from(digestTime))
    .toZonedDateTime(zone).epochMilliseconds;
}

/** The Mondays of the weeks of both days and of all between. */
function mondaysBetween(first: string, last: string): string[] {
  const day = Temporal.PlainDate.from(first);
  const mondays: string[] = [];
  for (let monday = day.subtract({ days: day.dayOfWeek - 1 }).toString(); monday <= last; monday = addDays(monday, 7)) {
    mondays.push(monday);
  }
  return mondays;
}

const addDays = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();

const dayIn = (instant: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(instant)).toZonedDateTimeISO(zone).toPlainDate().toString();

/** A small generator (mulberry32), so that a failure can be seen again. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
