import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../src/db/client.ts';
import { loadRollupPage } from '../../src/db/rollups.ts';
import type { DeliveryKind } from '../../src/db/schema/deliveries.ts';
import type { OwedMessage, RenderMessage } from '../../src/delivery/message.ts';
import type { Message } from '../../src/workspace/standin/workspace.ts';
import type { Fate } from './life.ts';

/** What is wrong with what the channels show at the end. */
export type Wrongs = {
  /** A message that is owed and not there, or an alert that no card shows. */
  lost: string[];
  /** A message that is there twice, or that nobody owes; or an alert that two cards show. */
  doubled: string[];
  /** A message that says something else than the database does. */
  stale: string[];
};

export type Verdict = Wrongs & {
  alerts: number;
  /** How many of them are in roll-ups. */
  rolledUp: number;
  /** Messages in Slack, of each kind. */
  shown: Partial<Record<DeliveryKind, number>>;
};

const deliveryRow = z.object({
  key: z.string(),
  kind: z.string().transform((kind) => kind as DeliveryKind),
  channelId: z.string(),
  subscriptionId: z.coerce.number(),
  alertId: z.coerce.number().nullable(),
  monday: z.string().nullable(),
  rollupId: z.coerce.number().nullable(),
  ts: z.string().nullable(),
  isOwed: z.boolean(),
});

/** Compares what is in the channels with the ledger, and with what the shoppers and the people did. */
export async function judge(
  { db, render, messages }: { db: Database; render: RenderMessage; messages: readonly Message[] },
  { fates, digests }: { fates: readonly Fate[]; digests: number },
): Promise<Verdict> {
  const rows = await db.execute(sql`
    select key, kind, channel_id as "channelId", subscription_id as "subscriptionId", alert_id as "alertId",
      monday::text as monday, rollup_id as "rollupId", ts, state not in ('folded', 'cancelled') as "isOwed"
    from thumbline.deliveries order by id`);
  const ledger = deliveryRow.array().parse([...rows]);
  const shown = new Map<string, Message[]>();
  for (const message of messages) {
    const key = keyOf(message);
    shown.set(key, [...(shown.get(key) ?? []), message]);
  }
  const wrongs: Wrongs = { lost: [], doubled: [], stale: [] };
  const kinds: Verdict['shown'] = {};

  for (const row of ledger) {
    const there = shown.get(row.key) ?? [];
    kinds[row.kind] = (kinds[row.kind] ?? 0) + there.length;
    if (there.length < Number(row.isOwed)) wrongs.lost.push(row.key);
    if (there.length > Number(row.isOwed)) wrongs.doubled.push(row.key);
    if (there.length > 0 && row.isOwed && !(await isTrue(render, row, there))) wrongs.stale.push(row.key);
  }
  const known = new Set(ledger.map((row) => row.key));
  for (const key of shown.keys()) if (!known.has(key)) wrongs.doubled.push(`${key}, which nobody owes`);
  const missing = digests - ledger.filter((row) => row.kind === 'digest').length;
  for (let n = 0; n < missing; n += 1) wrongs.lost.push('a digest');

  const places = await placesOf(db, ledger, shown);
  for (const fate of fates) {
    const where = places.get(nameOf(fate)) ?? [];
    if (where.length === 0) wrongs.lost.push(`the alert of ${fate.id}`);
    if (where.length > 1) wrongs.doubled.push(`the alert of ${fate.id}: ${where.join(', ')}`);
  }
  for (const [kind, found] of Object.entries(await judgeCalls(db, fates, shown))) {
    wrongs[kind as keyof Wrongs].push(...found);
  }
  const rolledUp = [...places.values()].filter((where) => where.some((key) => key.startsWith('rollup:'))).length;
  return { ...wrongs, alerts: fates.length, rolledUp, shown: kinds };
}

/** Whether all of these say what the database says now. */
async function isTrue(
  render: RenderMessage,
  owed: Omit<OwedMessage, 'pictures' | 'plain' | 'workspaceId'>,
  there: Message[],
): Promise<boolean> {
  const truth = await render({
    ...owed,
    ...{ workspaceId: '', ts: owed.ts ?? there[0]?.ts ?? null, pictures: 'all', plain: false },
  });
  return truth !== null && there.every((message) => comparable(message) === comparable(truth));
}

/** Slack names the blocks that come without a name. */
const comparable = ({ text, blocks }: { text: string; blocks: readonly object[] }): string =>
  JSON.stringify({ text, blocks }, (name, value) => (name === 'block_id' ? undefined : value));

/** The cards in Slack that show each alert: its own, and the roll-ups whose list it is in. */
async function placesOf(db: Database, ledger: z.infer<typeof deliveryRow>[], shown: Map<string, Message[]>) {
  const places = new Map<string, string[]>();
  const add = (name: string, key: string) => places.set(name, [...(places.get(name) ?? []), key]);
  const rows = await db.execute(sql`select id, assistant_id, conversation_id from thumbline.alerts`);
  const names = new Map(
    [...rows].map((row) => [
      Number(row.id),
      nameOf({ assistant: String(row.assistant_id), id: String(row.conversation_id) }),
    ]),
  );
  for (const { kind, key, alertId, rollupId, channelId } of ledger) {
    if (!shown.has(key)) continue;
    if (kind === 'alert') add(names.get(alertId ?? 0) ?? '', key);
    if (kind !== 'rollup' || rollupId === null) continue;
    for (let page = 0, pages = 1; page < pages; page += 1) {
      const list = await loadRollupPage(db, { rollupId, channelId, page });
      pages = list?.pages ?? 0;
      for (const entry of list?.entries ?? []) add(names.get(entry.alertId) ?? '', key);
    }
  }
  return places;
}

const calledRow = z.object({
  assistant: z.string(),
  id: z.string(),
  alertId: z.coerce.number(),
  by: z.string().nullable(),
  lapses: z.number(),
  isOpen: z.boolean(),
  calls: z.array(z.object({ level: z.number(), round: z.number(), key: z.string() })),
  /** Called for later than it was taken for good. */
  isCalledInVain: z.boolean(),
});

/** Who was called for which alert: both levels for what nobody took, nobody for what somebody had taken. */
async function judgeCalls(db: Database, fates: readonly Fate[], shown: Map<string, Message[]>): Promise<Wrongs> {
  const rows = await db.execute(sql`
    select a.assistant_id as assistant, a.conversation_id as id, a.id as "alertId", a.acknowledged_by as by, a.lapses,
      a.acknowledged_at is null as "isOpen",
      coalesce((
        select jsonb_agg(jsonb_build_object('level', e.level, 'round', e.round, 'key', e.delivery_key))
        from thumbline.escalations e where e.alert_id = a.id
      ), '[]') as calls,
      exists (
        select from thumbline.escalations e
        where e.alert_id = a.id and e.round = a.lapses and e.created_at > a.acknowledged_at + interval '2 seconds'
      ) as "isCalledInVain"
    from thumbline.alerts a`);
  const called = new Map(
    calledRow
      .array()
      .parse([...rows])
      .map((row) => [nameOf(row), row]),
  );
  const wrongs: Wrongs = { lost: [], doubled: [], stale: [] };
  for (const fate of fates) {
    const row = called.get(nameOf(fate));
    if (row === undefined) continue;
    if (fate.takenBy !== null && row.by !== fate.takenBy) wrongs.stale.push(`who has ${fate.id}`);
    if (fate.lapsed && row.lapses !== 1) wrongs.lost.push(`the lapse of ${fate.id}`);
    if (row.isCalledInVain) wrongs.doubled.push(`a call for ${fate.id}, which was taken`);
    if (!row.isOpen || fate.verdict !== 'down' || fate.triaged) continue;
    for (const level of [1, 2]) {
      const calls = row.calls.filter((call) => call.level === level && call.round === row.lapses);
      const seen = calls.filter(({ key }) => shown.has(key));
      if (seen.length !== 1) wrongs.lost.push(`call ${level} for ${fate.id}`);
    }
    const reminder = row.calls.find((call) => call.level === 0 && call.round === row.lapses)?.key ?? '';
    if (row.lapses > 0 && !shown.has(reminder)) wrongs.lost.push(`the reminder of ${fate.id}`);
  }
  return wrongs;
}

export const keyOf = ({ metadata }: Message): string => {
  const { key } = (metadata?.event_payload ?? {}) as { key?: unknown };
  return typeof key === 'string' ? key : 'no key';
};

const nameOf = ({ assistant, id }: { assistant: string; id: string }): string => `${assistant} ${id}`;
