import { sql } from 'drizzle-orm';
import { currentWeek } from '../src/csat/period.ts';
import { LANGUAGES } from '../src/csat/voice.ts';
import { connect, type Database, openClient, textArray } from '../src/db/client.ts';
import { migrate } from '../src/db/migrate.ts';
import type { EmbeddedPostgres } from '../src/workspace/postgres.ts';

export type DataSize = { conversations: number; subscriptions: number };

const ASSISTANTS = 20;
const MESSAGES = 6;
const WEEKS = 52;
const ALERT_DAYS = 30;
const ZONES = [
  'UTC',
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
];

export const channelsOf = ({ subscriptions }: DataSize) =>
  Array.from({ length: subscriptions }, (_, n) => `C0BENCH${n}`);

/** Makes the database of this size and week, unless it is there. Answers its URL. */
export async function openData(server: EmbeddedPostgres, size: DataSize): Promise<string> {
  const monday = currentWeek(new Date(), 'UTC').from.replaceAll('-', '');
  const name = `bench_${size.conversations}_${size.subscriptions}_${monday}`;
  const admin = openClient(server.url('postgres'), { max: 1 });
  const [found] = await admin`select from pg_database where datname = ${name}`;
  if (found === undefined) {
    await admin.unsafe(`drop database if exists unfinished with (force)`);
    await admin.unsafe(`create database unfinished`);
    await admin.unsafe(`alter system set max_wal_size = '8GB'`);
    await admin.unsafe(`select pg_reload_conf()`);
    await migrate(server.url('unfinished'));
    const connection = connect(server.url('unfinished'), { statementTimeoutMs: 0 });
    await fill(connection.db, size);
    await connection.close();
    await admin.unsafe(`alter database unfinished rename to ${name}`);
  }
  await admin.end();
  await migrate(server.url(name));
  return server.url(name);
}

async function fill(db: Database, { conversations, subscriptions }: DataSize) {
  const startedAt = performance.now();
  // A year up to now; a third of the conversations is rated, some have thumbs. Keys and stamps hold by construction.
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`
      insert into feedback.assistants (id, name)
      select 'shop' || n, 'Shop ' || n from generate_series(0, ${ASSISTANTS - 1}::int) n`);
    await tx.execute(sql`
      insert into feedback.conversations (assistant_id, id, environment, started_at, locale, topics, verdict, rated_at,
        rating_updated_at, rating_arrived_at)
      select 'shop' || n % ${ASSISTANTS}::int, 'c' || n, 'real', at, (array['de-DE', 'en-GB', 'fr-FR'])[1 + n % 3],
        array['topic' || n % 12], verdict, rated_at, rated_at, rated_at
      from (
        select told.*, case when verdict is not null then at + interval '10 minutes' end as rated_at
        from (
          select n, now() - make_interval(weeks => ${WEEKS}) * (1 - n / ${conversations}::float8) as at,
            (array['up', 'up', 'down', null, null, null, null, null, null])[1 + (n * 7 + n / 9) % 9] as verdict
          from generate_series(0, ${conversations - 1}::int) n
        ) told
      ) rated`);
    await tx.execute(sql`
      insert into feedback.messages (assistant_id, conversation_id, id, role, body, sent_at, position)
      select c.assistant_id, c.id, 'm' || k, case when k % 2 = 0 then 'shopper' else 'assistant' end,
        'A sentence or two of about the length that is usual in such a chat, neither long nor short.',
        c.started_at + make_interval(secs => k * 20), k
      from feedback.conversations c cross join generate_series(0, ${MESSAGES - 1}::int) k`);
    await tx.execute(sql`
      insert into feedback.thumbs (assistant_id, conversation_id, message_id, value, given_at)
      select assistant_id, id, 'm1', case when verdict = 'down' then 'down' else 'up' end, started_at + interval '5 minutes'
      from feedback.conversations where hashtext(id) % 3 = 0`);
    await subscribe(tx, subscriptions);
  });
  for (const table of ['conversations', 'messages', 'thumbs'])
    await db.execute(sql`vacuum analyze ${sql.raw(`feedback.${table}`)}`);
  for (const table of ['alerts', 'deliveries', 'subscriptions', 'channels'])
    await db.execute(sql`vacuum analyze ${sql.raw(`thumbline.${table}`)}`);
  console.log(
    `${conversations} conversations, ${conversations * MESSAGES} messages, ${subscriptions} subscriptions (every fourth for all ${ASSISTANTS} assistants): filled in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`,
  );
}

/** Those to one assistant have got its alerts of a month, of which two thirds are acknowledged. */
async function subscribe(db: Database, subscriptions: number) {
  await db.execute(sql`
    insert into thumbline.subscriptions (channel_id, assistants, alerts, zone, language, began_at, alerts_since, digest_since,
      digest_on_since)
    select 'C0BENCH' || n, case n % 4 when 0 then '{}'::text[] else array['shop' || n % ${ASSISTANTS}::int] end,
      case n % 4 when 0 then 'off' else 'downvotes' end, (${textArray(ZONES)})[1 + n % ${ZONES.length}::int],
      (${textArray(Object.keys(LANGUAGES))})[1 + n % ${Object.keys(LANGUAGES).length}::int],
      now() - make_interval(days => ${ALERT_DAYS}), now() - make_interval(days => ${ALERT_DAYS}),
      now() - make_interval(days => ${ALERT_DAYS}), now() - make_interval(days => ${ALERT_DAYS})
    from generate_series(0, ${subscriptions - 1}::int) n`);
  await db.execute(sql`
    insert into thumbline.channels (id, next_post_at) select channel_id, now() from thumbline.subscriptions`);
  await db.execute(sql`
    insert into thumbline.alerts (subscription_id, assistant_id, conversation_id, facts, created_at, acknowledged_by, acknowledged_at)
    select s.id, c.assistant_id, c.id, '', c.rated_at, case when hashtext(c.id) % 3 <> 0 then 'U0ANA' end,
      case when hashtext(c.id) % 3 <> 0 then c.rated_at + interval '20 minutes' end
    from thumbline.subscriptions s
    join feedback.conversations c on c.assistant_id = any(s.assistants) and c.verdict = 'down' and c.rated_at > s.alerts_since`);
  await db.execute(sql`
    insert into thumbline.deliveries (key, kind, channel_id, subscription_id, alert_id, state, have_version, ts, visible_at, created_at)
    select 'alert:' || a.assistant_id || ':' || a.conversation_id || ':' || s.id, 'alert', s.channel_id, s.id, a.id, 'sent', 1,
      extract(epoch from a.created_at)::text, a.created_at, a.created_at
    from thumbline.alerts a join thumbline.subscriptions s on s.id = a.subscription_id`);
}

/** Makes every digest due in the present minute, whatever was posted before. Answers how many subscriptions there are. */
export async function dueNow(db: Database): Promise<number> {
  await db.execute(sql`delete from thumbline.deliveries where kind = 'digest'`);
  await db.execute(sql`truncate thumbline.digests`);
  const rows = await db.execute(sql`
    update thumbline.subscriptions set digest_weekday = extract(isodow from now() at time zone zone),
      digest_time = date_trunc('minute', now() at time zone zone)::time
    returning id`);
  return rows.length;
}
