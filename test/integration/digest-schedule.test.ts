import { sql } from 'drizzle-orm';
import { Temporal } from 'temporal-polyfill';
import { beforeEach, describe, expect, test } from 'vitest';
import { connect, type Database } from '../../src/db/client.ts';
import { recordDueDigests } from '../../src/db/digest-schedule.ts';
import { subscriptions } from '../../src/db/schema/thumbline.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();

beforeEach(async () => {
  await database.db.execute(sql`truncate thumbline.deliveries, thumbline.digests, thumbline.subscriptions cascade`);
});

const at = (text: string) => new Date(text);

type Settings = { zone: string; digestWeekday: number | null; digestTime: string | null };

async function subscribe(channelId: string, settings: Settings, began: Date): Promise<number> {
  const [row] = await database.db
    .insert(subscriptions)
    .values({ channelId, ...settings, beganAt: began, digestSince: began })
    .returning({ id: subscriptions.id });
  return row?.id ?? 0;
}

/** What recordSubscription does to the digest when somebody changes its time, at a made-up present. */
async function change(id: number, settings: Partial<Settings>, now: Date) {
  await database.db
    .update(subscriptions)
    .set({ ...settings, digestSince: now })
    .where(sql`id = ${id}`);
}

const MONDAY_NINE = { zone: 'Europe/Berlin', digestWeekday: 1, digestTime: '09:00' };

describe('a digest is due', () => {
  test('at its local time and not a moment before', async () => {
    const id = await subscribe('C1', MONDAY_NINE, at('2026-11-04T00:00:00Z'));
    expect(await recordDueDigests(database.db, at('2026-11-09T07:59:59Z'))).toEqual([]);
    expect(await recordDueDigests(database.db, at('2026-11-09T08:00:00Z'))).toEqual([`digest:${id}:2026-11-09`]);
    expect(await recordDueDigests(database.db, at('2026-11-09T08:01:00Z'))).toEqual([]);
  });

  test('not for a time that had passed when the subscription began', async () => {
    const id = await subscribe('C1', MONDAY_NINE, at('2026-11-10T12:00:00Z'));
    expect(await recordDueDigests(database.db, at('2026-11-15T12:00:00Z'))).toEqual([]);
    expect(await recordDueDigests(database.db, at('2026-11-16T08:00:00Z'))).toEqual([`digest:${id}:2026-11-16`]);
  });

  test('late after an outage of days, and no more after six of them', async () => {
    const id = await subscribe('C1', MONDAY_NINE, at('2026-10-01T00:00:00Z'));
    expect(await recordDueDigests(database.db, at('2026-11-15T07:59:00Z'))).toEqual([`digest:${id}:2026-11-09`]);
    expect(await recordDueDigests(database.db, at('2026-11-22T08:01:00Z'))).toEqual([]);
    expect(await recordDueDigests(database.db, at('2026-11-23T08:01:00Z'))).toEqual([`digest:${id}:2026-11-23`]);
  });

  test('at the change where the new time lies behind, so that no week is lost', async () => {
    const id = await subscribe('C1', { ...MONDAY_NINE, digestWeekday: 5 }, at('2026-10-05T00:00:00Z'));
    await recordDueDigests(database.db, at('2026-11-06T08:00:00Z'));
    await change(id, { digestWeekday: 1 }, at('2026-11-11T12:00:00Z'));
    expect(await recordDueDigests(database.db, at('2026-11-11T12:00:30Z'))).toEqual([`digest:${id}:2026-11-09`]);
    const [row] = await database.db.execute(sql`select due_at from thumbline.digests where monday = '2026-11-09'`);
    expect(new Date(String(row?.due_at))).toEqual(at('2026-11-11T12:00:00Z'));
  });

  test('once where the change moves it to a later day of a week that had its digest', async () => {
    const id = await subscribe('C1', MONDAY_NINE, at('2026-10-05T00:00:00Z'));
    expect(await recordDueDigests(database.db, at('2026-11-09T08:00:00Z'))).toHaveLength(1);
    await change(id, { digestWeekday: 4 }, at('2026-11-10T12:00:00Z'));
    expect(await recordDueDigests(database.db, at('2026-11-12T09:00:00Z'))).toEqual([]);
  });

  test('never for a channel without one, nor after the end', async () => {
    const id = await subscribe('C1', MONDAY_NINE, at('2026-10-05T00:00:00Z'));
    await subscribe('C2', { ...MONDAY_NINE, digestWeekday: null, digestTime: null }, at('2026-10-05T00:00:00Z'));
    await database.db.execute(sql`update thumbline.subscriptions set ended_at = '2026-11-01' where id = ${id}`);
    expect(await recordDueDigests(database.db, at('2026-11-09T08:00:00Z'))).toEqual([]);
  });

  test('for the others where one zone is unknown to the server', async () => {
    await subscribe('C1', { ...MONDAY_NINE, zone: 'Moon/Tycho' }, at('2026-10-05T00:00:00Z'));
    const id = await subscribe('C2', MONDAY_NINE, at('2026-10-05T00:00:00Z'));
    expect(await recordDueDigests(database.db, at('2026-11-09T08:00:00Z'))).toEqual([`digest:${id}:2026-11-09`]);
  });

  test('by the database’s clock where no instant is given', async () => {
    const today = { zone: 'UTC', digestWeekday: new Date().getUTCDay() || 7, digestTime: '00:00' };
    await subscribe('C1', today, new Date(Date.now() - 30 * 86_400_000));
    expect(await recordDueDigests(database.db)).toHaveLength(1);
    expect(await recordDueDigests(database.db)).toEqual([]);
  });
});

describe('two years of digests', () => {
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
  const START = at('2025-01-08T12:00:00Z');
  const END = at('2027-01-13T12:00:00Z');

  test('hold every week of every subscription once, through three replicas, outages and changes in mid-week', async () => {
    const random = seeded(20_261_122);
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
    const settings = new Map<number, Settings>();
    for (const [index, zone] of ZONES.entries()) {
      const chosen = { zone, digestWeekday: pick([1, 1, 2, 5, 7]), digestTime: pick(TIMES) };
      settings.set(await subscribe(`C${index}`, chosen, START), chosen);
    }
    const replicas = [
      database,
      connect(database.url, { maxConnections: 1 }),
      connect(database.url, { maxConnections: 1 }),
    ];
    const recorded: { key: string; at: Date }[] = [];
    let now = START;
    let outageUntil = START;
    let changes = 0;
    while (now < END) {
      now = nextSlot([...settings.values()], now) ?? END;
      if (now >= END) now = END;
      if (random() < 0.02) outageUntil = new Date(now.getTime() + random() * 5.5 * 86_400_000);
      if (random() < 0.05) {
        const id = pick([...settings.keys()]);
        const before = settings.get(id) as Settings;
        const changed = {
          zone: random() < 0.4 ? pick(ZONES) : before.zone,
          digestWeekday: random() < 0.5 ? pick([1, 2, 3, 4, 5, 6, 7]) : before.digestWeekday,
          digestTime: random() < 0.5 ? pick(TIMES) : before.digestTime,
        };
        // Somebody can only change it while the app is there to take the change.
        const then = new Date(Math.max(now.getTime(), outageUntil.getTime()));
        await tickAll(
          replicas.map(({ db }) => db),
          then,
          recorded,
        );
        now = then;
        await change(id, changed, then);
        settings.set(id, changed);
        changes += 1;
      }
      if (now < outageUntil && now < END) now = outageUntil;
      await tickAll(
        replicas.map(({ db }) => db),
        now,
        recorded,
      );
    }
    await Promise.all(replicas.slice(1).map(({ close }) => close()));

    expect(changes).toBeGreaterThan(30);
    expect(new Set(recorded.map(({ key }) => key)).size).toBe(recorded.length);
    for (const id of settings.keys()) {
      const mondays = recorded
        .filter(({ key }) => key.startsWith(`digest:${id}:`))
        .map(({ key }) => key.slice(-10))
        .sort();
      expect(mondays.length).toBeGreaterThanOrEqual(103);
      const first = Temporal.PlainDate.from(mondays[0] ?? '');
      expect(first.dayOfWeek).toBe(1);
      expect(mondays).toEqual(mondays.map((_, week) => first.add({ days: 7 * week }).toString()));
      // The week that reports on the first full week after the beginning, and the last one that can be due before the end.
      expect(first.toString() <= '2025-01-13').toBe(true);
      expect((mondays.at(-1) ?? '') >= '2027-01-04').toBe(true);
    }
  }, 120_000);

  async function tickAll(replicas: Database[], now: Date, recorded: { key: string; at: Date }[]) {
    const keys = await Promise.all(replicas.map((db) => recordDueDigests(db, now)));
    recorded.push(...keys.flat().map((key) => ({ key, at: now })));
  }

  /** The next instant at which something may become due, worked out without Postgres: the earliest slot after `now`. */
  function nextSlot(all: Settings[], now: Date): Date | null {
    const after = now.getTime();
    const slots = all.flatMap(({ zone, digestWeekday, digestTime }) => {
      const today = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).toPlainDate();
      const monday = today.subtract({ days: today.dayOfWeek - 1 });
      return [0, 7].map(
        (days) =>
          monday
            .add({ days: days + (digestWeekday ?? 1) - 1 })
            .toPlainDateTime(Temporal.PlainTime.from(digestTime ?? '09:00'))
            .toZonedDateTime(zone).epochMilliseconds,
      );
    });
    const next = Math.min(...slots.filter((slot) => slot > after));
    return Number.isFinite(next) ? new Date(next) : null;
  }
});

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
