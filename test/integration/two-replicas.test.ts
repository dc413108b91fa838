import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTION } from '../../src/slack/ids.ts';
import { spawnThumbline } from '../support/command-line.ts';
import { useDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';
import { eyesOf } from '../support/room.ts';
import { TOKENS, useStandIn } from '../support/stand-in.ts';

const channelId = 'C0SUPPORT';
const ROUNDS = 5;
const database = useDatabase();
const standIn = useStandIn();
const replicas: ChildProcess[] = [];

/** Two processes of the whole product on one database, each with a socket of its own: Slack gives them its requests in turn. */
beforeAll(async () => {
  await giveSubscription(database.db, { channelId });
  for (let n = 0; n < 2; n += 1) {
    const environment = {
      DATABASE_URL: database.url,
      SLACK_BOT_TOKEN: TOKENS.botToken,
      SLACK_APP_TOKEN: TOKENS.appToken,
      SLACK_API_URL: standIn().apiUrl,
      PORT: '0',
      LOG_LEVEL: 'error',
    };
    replicas.push(spawnThumbline(['start'], environment));
  }
  await eventually(() => standIn().socketCount(), 2, 50_000);
});
afterAll(async () => {
  const ended = replicas.map((replica) => once(replica, 'exit'));
  for (const replica of replicas) replica.kill('SIGTERM');
  await Promise.all(ended);
});

const cards = () => standIn().workspace.messages.get(channelId) ?? [];
const seenBy = (userId: string) => eyesOf(standIn, userId).answers().length;

test('an alert that two people acknowledge at once through two processes has one who is first, and both see that name', {
  timeout: 60_000,
}, async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    await giveConversation(database.db, { assistant: 'shop', id: `c${round}`, reason: 'Rude' });
    await eventually(() => cards().length, round + 1, 20_000);
    const { ts } = cards()[round] ?? { ts: '' };
    const before = seenBy('U0ANA') + seenBy('U0BEN');

    const clicks = await Promise.all(
      ['U0ANA', 'U0BEN'].map((userId) =>
        standIn().as(userId).click({ channelId, ts }, { actionId: ACTION.acknowledge }),
      ),
    );
    expect(clicks.map(({ problem }) => problem)).toEqual([null, null]);
    await eventually(() => seenBy('U0ANA') + seenBy('U0BEN'), before + 1);
    const [row] = await database.db.execute(
      sql`select acknowledged_by as winner from thumbline.alerts where conversation_id = ${`c${round}`}`,
    );
    const winner = String(row?.winner);
    const loser = winner === 'U0ANA' ? 'U0BEN' : 'U0ANA';
    expect(JSON.stringify(eyesOf(standIn, loser).lastAnswer().blocks)).toContain(`"user_id":"${winner}"`);
    await eventually(() => JSON.stringify(cards()[round]?.blocks).includes(`"user_id":"${winner}"`), true, 20_000);
    expect(JSON.stringify(cards()[round]?.blocks)).not.toContain(loser);
  }
  const acts = await database.db.execute(
    sql`select count(*)::int as n from thumbline.audit where action = 'acknowledge'`,
  );
  expect(acts[0]?.n).toBe(ROUNDS);
});
