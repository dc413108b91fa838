import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connect } from '../../src/db/client.ts';
import { type AuditTools, startAudit } from '../../src/jobs/audit.ts';
import { empty, useDatabase } from '../support/database.ts';
import { giveSubscription } from '../support/feedback.ts';

const database = useDatabase();
let listener: Server;
let beats: string[] = [];
let warnings: string[] = [];
let status = 200;

beforeAll(async () => {
  listener = createServer((request, response) => {
    beats.push(`${request.method} ${request.url}`);
    response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => listener.close(resolve)));
beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, thumbline.channels');
  beats = [];
  warnings = [];
  status = 200;
});

/** Looks once, and lets go. */
async function look(given: Partial<AuditTools> = {}): Promise<string[]> {
  const { port } = listener.address() as AddressInfo;
  const auditor = startAudit({
    db: database.db,
    askSlack: async () => ({ ok: true }),
    heartbeatUrl: `http://127.0.0.1:${port}/beat`,
    now: () => new Date(),
    log: { info: () => {}, warn: (_facts, message) => warnings.push(message) },
    ...given,
  });
  await auditor.stop();
  return beats;
}

test('the heartbeat goes out when all is well', async () => {
  expect(await look()).toEqual(['POST /beat']);
  expect(warnings).toEqual([]);
});

test('a channel that is blocked, a Slack that does not answer and a database that is away each keep it back', async () => {
  const subscriptionId = await giveSubscription(database.db, { channelId: 'C0SUPPORT' });
  await database.db.execute(sql`
    insert into thumbline.deliveries (key, kind, channel_id, subscription_id, state) values ('a', 'digest', 'C0SUPPORT', ${subscriptionId}, 'blocked')`);
  await database.db.execute(sql`update thumbline.channels set blocked_by = 'is_archived', blocked_at = now()`);
  expect(await look()).toEqual([]);
  expect(warnings).toEqual(['The audit found something that should not be']);
  await database.db.execute(sql`update thumbline.channels set blocked_by = null, blocked_at = null`);
  await database.db.execute(sql`delete from thumbline.deliveries`);
  expect(await look({ askSlack: () => Promise.reject(new Error('silent')) })).toEqual([]);
  const away = connect('postgres://nobody@127.0.0.1:1/nowhere', { maxConnections: 1 });
  expect(await look({ db: away.db })).toEqual([]);
  await away.close();
  expect(await look()).toEqual(['POST /beat']);
});

test('whoever waits for it and does not take it, or sends it elsewhere, is a line in the log and no more', async () => {
  status = 500;
  await look();
  status = 302;
  expect(await look()).toEqual(['POST /beat', 'POST /beat']);
  expect(warnings).toEqual(['The heartbeat was not taken', 'The heartbeat did not get through']);
  expect(await look({ heartbeatUrl: null })).toHaveLength(2);
});
