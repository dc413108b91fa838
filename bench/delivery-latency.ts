import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { giveConversation } from '../test/support/feedback.ts';
import { openScene } from './delivery-scene.ts';

const CHANNELS = 20;
const WARM_UP = 20;
/** Each channel has had its second of rest when its turn comes again. */
const BETWEEN_MS = 70;

/**
 * From the commit of a downvote to its post's arrival at the stand-in, with production timings on an idle system.
 * All clocks are the machine's: the stand-in's, which counts whole milliseconds, as the commit's is made to.
 */
export async function measureLatency(url: string, ratings: number): Promise<void> {
  const scene = await openScene(url, CHANNELS);
  const { connection, slack, channelIds } = scene;
  const { db } = connection;
  scene.start();
  await sleep(1_000);
  const committedAt = new Map<string, number>();
  const selects: number[] = [];
  const posts: number[] = [];
  for (let n = -WARM_UP; n < ratings; n += 1) {
    const id = n < 0 ? `warm${-n}` : `c${n}`;
    await giveConversation(db, { assistant: `shop${(n + WARM_UP) % CHANNELS}`, id, reason: 'Nobody answered me' });
    if (n >= 0) committedAt.set(id, Date.now());
    await sleep(BETWEEN_MS);
    if (n < 0) continue;
    selects.push(await timed(() => db.execute(sql`select 1`)));
    const bare = { channelId: channelIds[n % CHANNELS] ?? '', key: `bare:${n}`, text: 'bare', blocks: [] };
    posts.push(await timed(() => slack.postMessage(bare)));
  }
  await sleep(3_000);

  const arrivedAt = new Map((await scene.arrivals()).map(({ key, at }) => [key, at.getTime()]));
  const rows = await db.execute<{ id: string; key: string; written: number; claimed: number }>(sql`
    select a.conversation_id as id, d.key, extract(epoch from a.created_at)::float8 * 1000 as written,
      extract(epoch from d.first_try_at)::float8 * 1000 as claimed
    from thumbline.alerts a join thumbline.deliveries d on d.alert_id = a.id where a.conversation_id like 'c%'`);
  const spans = rows.map(({ id, key, written, claimed }) => {
    const [committed, arrived] = [committedAt.get(id) ?? Number.NaN, arrivedAt.get(key) ?? Number.NaN];
    return {
      whole: arrived - committed,
      seen: written - committed,
      claimed: claimed - written,
      sent: arrived - claimed,
    };
  });
  if (spans.length !== ratings) throw new Error(`${spans.length} of ${ratings} ratings have an alert`);
  const line = (what: string, of: number[]) => console.log(`${what.padEnd(44)} ${percentiles(of)}`);
  console.log(`${ratings} ratings`);
  line(
    'commit to arrival at the stand-in',
    spans.map((span) => span.whole),
  );
  line(
    '  commit to the watch that writes its alert',
    spans.map((span) => span.seen),
  );
  line(
    '  to the claim of its card',
    spans.map((span) => span.claimed),
  );
  line(
    '  to its arrival',
    spans.map((span) => span.sent),
  );
  line('a bare select 1', selects);
  line('a bare HTTP post to the stand-in', posts);
  await scene.close();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function percentiles(spans: number[]): string {
  const sorted = spans.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1).padStart(6);
  return `p50 ${at(0.5)} ms   p99 ${at(0.99)} ms   longest ${at(1)} ms`;
}
