import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AuditReport, findingsOf, reasonsNotReady } from '../../src/jobs/audit.ts';
import { metricsText } from '../../src/jobs/metrics.ts';
import { type HttpServer, listen } from '../../src/slack/http-server.ts';
import { metrics, readyz } from '../../src/slack/probes.ts';
import { isEventRequest, type RequestHandler } from '../../src/slack/room.ts';

const at = new Date('2026-11-22T18:00:00Z');
const well: AuditReport = {
  audit: {
    ...{ at, waiting: 3, oldestWaitingMs: 4_000, unknown: 0, outdated: 1, blockedChannels: 0, failed: 0 },
    ...{ ratingsWithoutAlert: 0, thumbsWithoutAlert: 0, digestsMissing: 0, overdueEscalations: 0 },
    ...{ overdueEdits: 0, unrenderable: 0 },
  },
  ...{ slackAnsweredAt: at, madeAt: at },
};
const audit = (given: Partial<NonNullable<AuditReport['audit']>>): AuditReport => ({
  ...well,
  audit: { ...(well.audit as NonNullable<AuditReport['audit']>), ...given },
});

let server: HttpServer;
let reasons: string[] = [];
beforeAll(async () => {
  const unreadable: RequestHandler = ({ url }) => {
    if (url === '/unreadable') throw new Error('cannot be read');
    return false;
  };
  server = await listen(
    0,
    [unreadable, readyz(async () => reasons), metrics(() => metricsText(well)), isEventRequest],
    '127.0.0.1',
  );
});
afterAll(() => server.close());
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${server.port}${path}`, { headers });

test('all is well while work is under way', () => {
  expect([findingsOf(well), reasonsNotReady(well)]).toEqual([[], []]);
});

test.each([
  ['a database that is away', { ...well, audit: null }, /database does not answer/, true],
  [
    'a Slack that is silent',
    { ...well, slackAnsweredAt: new Date(at.getTime() - 4 * 60_000) },
    /Slack has not answered since/,
    true,
  ],
  ['a message that waits too long', audit({ oldestWaitingMs: 11 * 60_000 }), /waited for 11 minutes/, true],
  ['a rating without an alert', audit({ ratingsWithoutAlert: 2 }), /2 downvotes are owed an alert/, false],
  ['a thumb without an alert', audit({ thumbsWithoutAlert: 2 }), /2 single thumbs down are owed/, false],
  ['an escalation that is missing', audit({ overdueEscalations: 1 }), /should have been escalated/, false],
  ['an edit that fails', audit({ overdueEdits: 1 }), /show something old/, false],
  ['a message that has no words', audit({ unrenderable: 1 }), /cannot be put into words/, false],
  ['a digest that is missing', audit({ digestsMissing: 1 }), /1 digests are due/, false],
  ['a message in doubt', audit({ unknown: 1 }), /in doubt/, false],
  ['a blocked channel', audit({ blockedChannels: 1 }), /cannot be posted to/, false],
  ['a refused message', audit({ failed: 1 }), /refused by Slack/, false],
] as const)('%s is found', (_, report, words, isNotReady) => {
  expect(findingsOf(report).join()).toMatch(words);
  expect(reasonsNotReady(report).length > 0).toBe(isNotReady);
});

/** The first line of the answer to a request that no client would send. */
async function statusOf(target: string, method = 'GET'): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  socket.end(`${method} ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  return (await text(socket)).split('\r\n')[0] ?? '';
}

test.each(['//', '//?', '/\\', 'http://[', 'http://:99999/'])(
  'an address that is none (%s) is nobody’s',
  async (target) => {
    expect(await statusOf(target)).toBe('HTTP/1.1 404 Not Found');
    expect(await statusOf(target, 'POST')).toBe('HTTP/1.1 404 Not Found');
    expect((await get('/metrics')).status).toBe(200);
  },
);

test('a request that whoever should take it cannot read is 400, and the next one is answered', async () => {
  expect((await get('/unreadable')).status).toBe(400);
  expect((await get('/metrics?format=text')).status).toBe(200);
});

test('a request that nobody ever answers does not hold up the end', async () => {
  let asked = () => {};
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const silent: RequestHandler = () => {
    asked();
    return true;
  };
  const ending = await listen(0, [silent], '127.0.0.1', 50);
  const cutOff = expect(fetch(`http://127.0.0.1:${ending.port}/`)).rejects.toThrow('fetch failed');
  await isAsked;
  await ending.close();
  await cutOff;
});

test('/readyz is 200, or 503 with the reasons', async () => {
  expect((await get('/readyz')).status).toBe(200);
  reasons = ['the database does not answer'];
  const answer = await get('/readyz');
  expect([answer.status, await answer.text()]).toEqual([503, 'the database does not answer\n']);
});

test('/metrics tells counts in the text format, and nothing to what a proxy forwards', async () => {
  const answer = await get('/metrics');
  const body = await answer.text();
  expect(answer.headers.get('content-type')).toContain('version=0.0.4');
  expect(body).toContain('# TYPE thumbline_deliveries_waiting gauge\nthumbline_deliveries_waiting 3\n');
  expect(body).toContain('thumbline_well 1\n');
  expect(body).toMatch(/^(# (HELP|TYPE) thumbline_\w+ .+\n|thumbline_\w+ [\d.]+\n)+$/);
  expect((await get('/metrics', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404);
});

test('without a report there are no metrics, and what the database did not tell is left out', () => {
  expect(metricsText(null)).toBe('');
  expect(metricsText({ ...well, audit: null })).not.toContain('deliveries_waiting');
});
