import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { type Connection, connect } from '../../src/db/client.ts';
import { openSlackPort, type SlackPort } from '../../src/delivery/slack-port.ts';
import { startWatch } from '../../src/jobs/watch.ts';
import { QUICK_TIMINGS, QUICK_WATCH, renderFacts } from './deliverer.ts';

/**
 * Two deliverers as they are usually written, on the same ledger: the fuzz must find them wanting, or it proves nothing.
 * `post then commit` repeats whatever it has no answer to; `mark then post` marks the row first and takes the mark back on an error.
 */
export type NaiveVariant = 'post then commit' | 'mark then post';

type Row = { id: string; key: string; channel_id: string; alert_id: string | null; want_version: number; ts: string };

export function runNaiveDeliverer({ url, apiUrl, variant }: { url: string; apiUrl: string; variant: NaiveVariant }) {
  const connection = connect(url);
  const slack = openSlackPort({ token: 'xoxb-stand-in', apiUrl, deadlineMs: QUICK_TIMINGS.httpDeadlineMs });
  startWatch({ connection, logger: pino({ level: 'silent' }), timings: QUICK_WATCH, bursts: 'one by one' });
  for (let worker = 0; worker < 8; worker += 1) {
    void forEver(() => (variant === 'post then commit' ? postThenCommit : markThenPost)(connection, slack));
  }
  void forEver(() => update(connection, slack));
}

async function forEver(work: () => Promise<boolean>) {
  while (true) {
    const isBusy = await work().catch(() => false);
    if (!isBusy) await sleep(100);
  }
}

async function postThenCommit({ db, ...rest }: Connection, slack: SlackPort): Promise<boolean> {
  const [row] = await db.execute<Row>(sql`
    update thumbline.deliveries set lease_until = now() + interval '2.5 s'
    where id = (
      select id from thumbline.deliveries
      where state = 'pending' and (lease_until is null or lease_until < now()) order by id limit 1 for update skip locked
    ) returning id, key, channel_id, alert_id, want_version`);
  if (row === undefined) return false;
  const { ts } = await slack.postMessage(await render({ db, ...rest }, row));
  await db.execute(sql`
    update thumbline.deliveries set state = 'sent', ts = ${ts}, have_version = ${row.want_version} where id = ${row.id}`);
  return true;
}

async function markThenPost({ db, ...rest }: Connection, slack: SlackPort): Promise<boolean> {
  const [row] = await db.execute<Row>(sql`
    update thumbline.deliveries set state = 'sent', have_version = want_version
    where id = (select id from thumbline.deliveries where state = 'pending' order by id limit 1 for update skip locked)
    returning id, key, channel_id, alert_id, want_version`);
  if (row === undefined) return false;
  try {
    const { ts } = await slack.postMessage(await render({ db, ...rest }, row));
    await db.execute(sql`update thumbline.deliveries set ts = ${ts} where id = ${row.id}`);
  } catch {
    await db.execute(sql`update thumbline.deliveries set state = 'pending' where id = ${row.id}`);
  }
  return true;
}

async function update({ db, ...rest }: Connection, slack: SlackPort): Promise<boolean> {
  const rows = await db.execute<Row>(sql`
    select id, key, channel_id, alert_id, want_version, ts from thumbline.deliveries
    where state = 'sent' and ts is not null and have_version < want_version order by random() limit 1`);
  const row = rows[0];
  if (row === undefined) return false;
  await slack.update({ ...(await render({ db, ...rest }, row)), ts: row.ts });
  await db.execute(sql`update thumbline.deliveries set have_version = ${row.want_version} where id = ${row.id}`);
  return true;
}

async function render(connection: Connection, row: Row) {
  const owed = {
    key: row.key,
    kind: 'alert' as const,
    channelId: row.channel_id,
    subscriptionId: 0,
    alertId: row.alert_id === null ? null : Number(row.alert_id),
    monday: null,
    rollupId: null,
    ts: null,
    plain: false,
  };
  const message = await renderFacts(connection)(owed);
  return { text: '', blocks: [], ...message, channelId: row.channel_id, key: row.key };
}
