import { sql } from 'drizzle-orm';
import { loadAlert } from '../src/db/alerts.ts';
import { connect, openClient } from '../src/db/client.ts';
import { migrate } from '../src/db/migrate.ts';
import { recordOwedAlerts } from '../src/db/owed-alerts.ts';
import { alertCard } from '../src/slack/views/alert-card.ts';
import type { startPostgres } from '../src/workspace/postgres.ts';
import type { StandIn } from '../src/workspace/standin/stand-in.ts';
import { giveConversation, giveSubscription } from '../test/support/feedback.ts';
import { clientOf } from '../test/support/stand-in.ts';

const LISTED = 20_000;
const HOUR_MS = 3_600_000;

/** In a database of that name: what every list reads, and for each person a downvote of their own with its card in a channel. Returns the database's URL. */
export async function fillDatabase(
  server: Awaited<ReturnType<typeof startPostgres>>,
  name: string,
  standIn: StandIn,
  { userIds, channelIds }: { userIds: string[]; channelIds: string[] },
): Promise<string> {
  const client = openClient(server.url('postgres'), { max: 1 });
  await client.unsafe(`create database ${name}`);
  await client.end();
  const url = server.url(name);
  await migrate(url);
  const { db, close } = connect(url);
  await db.execute(sql`insert into feedback.assistants (id, name) values ('shop', 'Shop')`);
  await db.execute(sql`
    insert into feedback.conversations (assistant_id, id, started_at, locale, topics, verdict, score, negative_reason, rated_at)
    select 'shop', 'c-' || n, now() - n * interval '10 minutes', 'de-DE', array['shipping'],
      case n % 3 when 0 then 'down' when 1 then 'up' end, case n % 3 when 0 then 1 when 1 then 5 end,
      case n % 3 when 0 then 'Nobody answered question ' || n end,
      case when n % 3 < 2 then now() - n * interval '10 minutes' + interval '5 minutes' end
    from generate_series(1, ${LISTED}) n`);
  await db.execute(sql`
    insert into feedback.messages (assistant_id, conversation_id, id, role, body, sent_at, position)
    select 'shop', 'c-' || n, 'm' || turn, case turn % 2 when 0 then 'shopper' else 'assistant' end,
      'Turn ' || turn || ' of conversation ' || n || repeat(' and on', 20), now() - n * interval '10 minutes', turn
    from generate_series(1, ${LISTED}) n, generate_series(0, 7) turn`);
  for (const [n, channelId] of channelIds.entries())
    await giveSubscription(db, { channelId, assistants: [`live${n}`] });
  for (const [n, userId] of userIds.entries()) {
    await giveConversation(db, { assistant: `live${n % channelIds.length}`, id: userId, reason: 'It was late.' });
  }
  await db.execute(sql`analyze`);
  await recordOwedAlerts(db, HOUR_MS);
  const owed = await db.execute<{ id: string; alert_id: string; channel_id: string }>(
    sql`select id, alert_id, channel_id from thumbline.deliveries order by id`,
  );
  const slack = clientOf(standIn);
  for (const { id, alert_id, channel_id } of owed) {
    const alert = await loadAlert(db, Number(alert_id));
    if (alert === null) throw new Error(`The alert ${alert_id} is not there.`);
    const { ts } = await slack.chat.postMessage({ channel: channel_id, ...alertCard(alert) });
    await db.execute(sql`
      update thumbline.deliveries set state = 'sent', have_version = 1, ts = ${String(ts)}, visible_at = now() where id = ${id}`);
  }
  await close();
  return url;
}

/** What people did and the database does not have exactly once. */
export async function findLost(url: string): Promise<string[]> {
  const { db, close } = connect(url);
  const [row] = await db.execute<Record<string, string>>(sql`
    select
      (select count(*) from thumbline.alerts where acknowledged_at is null) as unacknowledged,
      (select count(*) from thumbline.audit where action = 'acknowledge') - (select count(*) from thumbline.alerts) as acknowledged_twice,
      (select count(*) from feedback.conversations c where c.assistant_id <> 'shop' and not exists (
        select from thumbline.triage t where t.assistant_id = c.assistant_id and t.conversation_id = c.id)) as undecided,
      (select count(*) from thumbline.triage_events) - (select count(*) from thumbline.triage) as decided_twice`);
  await close();
  return Object.entries(row ?? {})
    .filter(([, count]) => Number(count) !== 0)
    .map(([what, count]) => `${what}: ${count}`);
}
