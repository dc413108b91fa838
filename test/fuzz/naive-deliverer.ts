import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database } from '../../src/db/client.ts';
import type { OwedMessage, RenderMessage } from '../../src/delivery/message.ts';
import type { SlackPort } from '../../src/delivery/slack-port.ts';

/**
 * Two deliverers as they are usually written, on the same ledger: the fuzz must find them wanting, or it proves nothing.
 * `post then commit` repeats whatever it has no answer to; `mark then post` marks the row first and takes the mark back on an error.
 */
export type NaiveVariant = 'post then commit' | 'mark then post';

type Row = {
  id: string;
  key: string;
  kind: OwedMessage['kind'];
  channel_id: string;
  subscription_id: string;
  alert_id: string | null;
  monday: string | null;
  rollup_id: string | null;
  want_version: number;
  ts: string | null;
};

type Tools = { db: Database; slack: SlackPort; render: RenderMessage };

const COLUMNS = sql.raw(
  'id, key, kind, channel_id, subscription_id, alert_id, monday::text as monday, rollup_id, want_version, ts',
);

export function runNaiveDeliverer({ variant, ...tools }: Tools & { variant: NaiveVariant }): void {
  for (let worker = 0; worker < 8; worker += 1) {
    void forEver(() => (variant === 'post then commit' ? postThenCommit : markThenPost)(tools));
  }
  void forEver(() => update(tools));
}

async function forEver(work: () => Promise<boolean>) {
  while (true) {
    const isBusy = await work().catch(() => false);
    if (!isBusy) await sleep(100);
  }
}

async function postThenCommit({ db, slack, render }: Tools): Promise<boolean> {
  const [row] = await db.execute<Row>(sql`
    update thumbline.deliveries set lease_until = now() + interval '2.5 s'
    where id = (
      select id from thumbline.deliveries
      where state = 'pending' and (lease_until is null or lease_until < now()) order by id limit 1 for update skip locked
    ) returning ${COLUMNS}`);
  if (row === undefined) return false;
  const message = await render(owedOf(row));
  if (message === null) {
    await db.execute(sql`update thumbline.deliveries set state = 'cancelled' where id = ${row.id}`);
    return true;
  }
  const { ts } = await slack.postMessage({ ...message, channelId: row.channel_id, key: row.key });
  await db.execute(sql`
    update thumbline.deliveries set state = 'sent', ts = ${ts}, visible_at = now(), have_version = ${row.want_version}
    where id = ${row.id}`);
  return true;
}

async function markThenPost({ db, slack, render }: Tools): Promise<boolean> {
  const [row] = await db.execute<Row>(sql`
    update thumbline.deliveries set state = 'sent', visible_at = now(), have_version = want_version
    where id = (select id from thumbline.deliveries where state = 'pending' order by id limit 1 for update skip locked)
    returning ${COLUMNS}`);
  if (row === undefined) return false;
  try {
    const message = await render(owedOf({ ...row, ts: null }));
    if (message === null) {
      await db.execute(sql`update thumbline.deliveries set state = 'cancelled' where id = ${row.id}`);
      return true;
    }
    const { ts } = await slack.postMessage({ ...message, channelId: row.channel_id, key: row.key });
    await db.execute(sql`update thumbline.deliveries set ts = ${ts} where id = ${row.id}`);
  } catch {
    await db.execute(sql`update thumbline.deliveries set state = 'pending' where id = ${row.id}`);
  }
  return true;
}

async function update({ db, slack, render }: Tools): Promise<boolean> {
  const [row] = await db.execute<Row>(sql`
    select ${COLUMNS} from thumbline.deliveries
    where state = 'sent' and ts is not null and have_version < want_version order by random() limit 1`);
  if (row === undefined || row.ts === null) return false;
  const message = await render(owedOf(row));
  if (message !== null) await slack.update({ ...message, channelId: row.channel_id, key: row.key, ts: row.ts });
  await db.execute(sql`update thumbline.deliveries set have_version = ${row.want_version} where id = ${row.id}`);
  return true;
}

const owedOf = (row: Row): OwedMessage => ({
  key: row.key,
  kind: row.kind,
  workspaceId: '',
  channelId: row.channel_id,
  subscriptionId: Number(row.subscription_id),
  alertId: row.alert_id === null ? null : Number(row.alert_id),
  monday: row.monday,
  rollupId: row.rollup_id === null ? null : Number(row.rollup_id),
  ts: row.ts,
  pictures: 'all',
  plain: false,
});
