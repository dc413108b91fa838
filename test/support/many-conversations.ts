import { sql } from 'drizzle-orm';
import { type Connection, textArray } from '../../src/db/client.ts';

/** The biggest of twenty assistants has 37 % of everything, the second 15 %, the last not quite 1 %. */
const ASSISTANTS = 20;
const SKEW = 1.25;
/** A year of them, up to a Monday midnight in UTC. */
export const NEWEST = new Date('2026-11-16T00:00:00Z');
const OLDEST = new Date('2025-11-16T00:00:00Z');
const BATCH = 250_000;

export const BIGGEST = 'shop-01';
export const SMALLER = 'shop-08';

/** Fills an empty, migrated database: about six messages a conversation, a fifth rated, 8 % of the messages with a thumb. */
export async function giveManyConversations({ db }: Pick<Connection, 'db'>, conversations: number): Promise<void> {
  await db.execute(sql`
    insert into feedback.assistants (id, name, conversation_url)
    select 'shop-' || lpad(n::text, 2, '0'), 'Shop ' || n, 'https://inbox.example/c/{id}'
    from generate_series(1, ${ASSISTANTS}::int) n`);
  const shares = Array.from({ length: ASSISTANTS }, (_, index) => (index + 1) ** -SKEW);
  const all = shares.reduce((sum, share) => sum + share, 0);
  const bounds = shares.map((_, index) => shares.slice(0, index).reduce((sum, share) => sum + share, 0) / all);
  for (let first = 0; first < conversations; first += BATCH) {
    const last = Math.min(conversations, first + BATCH) - 1;
    // What the triggers and the foreign keys would do holds by construction: who may, leaves them out.
    await db.transaction(async (tx) => {
      await tx.execute(sql`
        select set_config('session_replication_role', 'replica', true) from pg_roles where rolname = current_user and rolsuper`);
      await tx.execute(conversationTable({ first, last, conversations, bounds: `{${bounds.join(',')}}` }));
      for (const rows of [conversationRows, messageRows, thumbRows]) await tx.execute(rows);
    });
  }
  for (const table of ['assistants', 'conversations', 'messages', 'thumbs']) {
    await db.execute(sql.raw(`vacuum analyze feedback.${table}`));
  }
}

/** The nth conversation's own number between 0 and 1, another one for each `seed`: the same in every run. */
const chance = (seed: number, n = 'n') =>
  sql.raw(`(((hashint8extended(${n}, ${seed}) >> 33) & 2147483647) / 2147483648.0)`);

function conversationTable({
  first,
  last,
  conversations,
  bounds,
}: Record<'first' | 'last' | 'conversations', number> & { bounds: string }) {
  const oldest = sql`${OLDEST.toISOString()}::timestamptz`;
  return sql`
    create temp table told on commit drop as
    select n, 'shop-' || lpad(width_bucket(${chance(2)}, ${bounds}::float8[])::text, 2, '0') as assistant_id,
      -- As platforms make them: in the order of time, then at random.
      lpad(to_hex(n), 12, '0') || '-' || left(md5(n::text), 19) as id,
      ${oldest} + (${NEWEST.toISOString()}::timestamptz - ${oldest}) * ((n + ${chance(1)}) / ${conversations}::float8) as at,
      case when ${chance(13)} < 0.13 then 'up' when ${chance(13)} < 0.14 then 'neutral' when ${chance(13)} < 0.2 then 'down' end as verdict
    from generate_series(${first}::bigint, ${last}::bigint) n`;
}

const conversationRows = sql`
  insert into feedback.conversations (assistant_id, id, environment, started_at, resolved_at, locale, shopper, title,
    topics, verdict, score, negative_reason, rated_at, rating_updated_at, rating_arrived_at)
  select assistant_id, id, case when ${chance(3)} < 0.02 then 'sandbox' else 'real' end, at, at + interval '20 minutes',
    case when ${chance(4)} < 0.0005 then 'is-IS' else
      (array['en-GB', 'en-US', 'de-DE', 'de-AT', 'fr-FR', 'ja-JP', 'th-TH', 'tr-TR', 'el-GR', 'ar', null])[1 + floor(${chance(5)} * 11)::int] end,
    'shopper ' || n % 100003, case when ${chance(6)} < 0.5 then 'Question ' || n end,
    case when ${chance(7)} < 0.001 then array['recall'] else array['topic ' || floor(${chance(8)} * 12)] end,
    verdict, case when verdict is not null and ${chance(9)} < 0.5 then
      case verdict when 'up' then 4 + floor(${chance(10)} * 2) when 'down' then 1 + floor(${chance(10)} * 2) else 3 end end,
    case when verdict = 'down' and ${chance(11)} < 0.6 then 'The answer about order #' || n || ' was wrong' end,
    rated, rated, rated
  from (
    select *, case when verdict is not null then at + interval '1 minute' + interval '1 hour' * ${chance(12)} end as rated
    from told
  ) rated`;

/** One sentence in twelve languages, a word out of 20,000 and the conversation's number. */
const SENTENCES = [
  'Where is my order, and can I still change the address?',
  'Your parcel left our warehouse yesterday; it should reach you within two days.',
  'Wo bleibt meine Bestellung? Die Rückgabe der Schuhe in Größe 43 klappt nicht.',
  'Die Versandkosten übernehmen wir gern, wenn der Artikel beschädigt ankam.',
  'Où est mon colis ? Le reçu n’est jamais arrivé à mon adresse.',
  'ご注文の商品は昨日発送いたしました。返品の送料は当店が負担いたします。',
  'สินค้าของคุณจัดส่งแล้วเมื่อวานนี้ กรุณารอสองวันทำการ',
  'Siparişim nerede? İADE işlemi ILIK renkli ürün için başlatıldı.',
  'Πού είναι η παραγγελία μου; Ο ΜΙΚΡΟΣ ΠΕΛΑΤΗΣ περιμένει ακόμα.',
  'أين طلبي؟ لم يصل الطرد إلى العنوان الصحيح حتى الآن.',
  '我的订单在哪里？退货运费由谁承担？ 😀',
  'Is there a student discount on the blue jacket, and does it go with another coupon?',
];

/** Of four to eight turns the message `k` of the conversation `n`. */
const TURNS = sql.raw(`cross join lateral generate_series(0, 3 + (n % 5)::int) k`);
const MESSAGE_ID = sql.raw(`left(md5(n || ':' || k), 16)`);
const OF_TURN = 'n * 16 + k';

const messageRows = sql`
  insert into feedback.messages (assistant_id, conversation_id, id, role, body, sent_at, position)
  select assistant_id, id, ${MESSAGE_ID}, case when k % 2 = 0 then 'shopper' else 'assistant' end,
    (${textArray(SENTENCES)})[1 + floor(${chance(14, OF_TURN)} * ${SENTENCES.length}::int)::int] || ' #' || n || ' item'
      || floor(${chance(15, OF_TURN)} * 20000),
    at + make_interval(secs => k * 20), k
  from told ${TURNS}`;

const thumbRows = sql`
  insert into feedback.thumbs (assistant_id, conversation_id, message_id, value, given_at, updated_at)
  select assistant_id, id, ${MESSAGE_ID}, case when ${chance(16, OF_TURN)} < 0.7 then 'up' else 'down' end,
    at + make_interval(secs => k * 20 + 60), at + make_interval(secs => k * 20 + 60)
  from told ${TURNS}
  where k % 2 = 1 and ${chance(17, OF_TURN)} < 0.16`;
