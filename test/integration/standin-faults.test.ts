import { WebClient } from '@slack/web-api';
import { afterEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../src/workspace/standin/faults.ts';
import { clientOf, TOKENS, useStandIn } from '../support/stand-in.ts';

let nowMs = Date.parse('2026-11-16T08:00:00Z');
const standIn = useStandIn({ clock: { now: () => new Date(nowMs) } });
const post = (text: string, channel = 'C0SUPPORT') =>
  clientOf(standIn(), TOKENS.botToken, 400).chat.postMessage({ channel, text });
const isStored = (text: string) =>
  Boolean(
    standIn()
      .workspace.messages.get('C0SUPPORT')
      ?.some((one) => one.text === text),
  );
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (error: { code?: string; data?: { error?: string } }) => error.data?.error ?? error.code,
  );

afterEach(() => standIn().faults.clear());

describe('A scripted fault', () => {
  const REQUEST = 'slack_webapi_request_error';
  const HTTP = 'slack_webapi_http_error';
  const LIMITED = 'slack_webapi_rate_limited_error';
  test.each<[Fault, string, boolean]>([
    [{ do: 'refuse', error: 'not_in_channel' }, 'not_in_channel', false],
    [{ do: 'refuse-then-500' }, HTTP, false],
    [{ do: 'refuse-then-reset' }, REQUEST, false],
    [{ do: 'refuse-then-hang' }, REQUEST, false],
    [{ do: 'refuse-then-429' }, LIMITED, false],
    [{ do: 'accept-then-500' }, HTTP, true],
    [{ do: 'accept-then-reset' }, REQUEST, true],
    [{ do: 'accept-then-hang' }, REQUEST, true],
    [{ do: 'accept-then-429', retryAfterSeconds: 3 }, LIMITED, true],
    [{ do: 'accept-then-error', error: 'fatal_error' }, 'fatal_error', true],
    [{ do: 'answer-late', afterMs: 50 }, 'ok', true],
    [{ do: 'accept-late', afterMs: 50 }, 'ok', true],
  ])('%o is what the app sees and what Slack did', async (fault, code, stored) => {
    const text = `fault ${JSON.stringify(fault)}`;
    standIn().faults.script('chat.postMessage', [fault]);
    expect(await codeOf(post(text))).toBe(code);
    expect(isStored(text)).toBe(stored);
    expect(standIn().calls.at(-1)?.fault).toBe(fault.do);
    expect(await codeOf(post('and then all is well'))).toBe('ok');
  });

  test('accepts late even when nobody waits any more', async () => {
    standIn().faults.script('chat.postMessage', [{ do: 'accept-late', afterMs: 600 }]);
    expect(await codeOf(post('late'))).toBe('slack_webapi_request_error');
    expect(isStored('late')).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(isStored('late')).toBe(true);
  });

  test('makes a client that retries post twice, as Slack does', async () => {
    standIn().faults.script('chat.postMessage', [{ do: 'accept-then-500' }]);
    const naive = new WebClient(TOKENS.botToken, {
      slackApiUrl: standIn().apiUrl,
      retryConfig: { retries: 1, minTimeout: 1, randomize: false },
    });
    await naive.chat.postMessage({ channel: 'C0SUPPORT', text: 'twice' });
    expect(
      standIn()
        .workspace.messages.get('C0SUPPORT')
        ?.filter((one) => one.text === 'twice'),
    ).toHaveLength(2);
  });

  test('stands until it is cleared, when it is for always', async () => {
    standIn().faults.always('chat.postMessage', { do: 'refuse', error: 'service_unavailable' });
    expect([await codeOf(post('a')), await codeOf(post('b'))]).toEqual(['service_unavailable', 'service_unavailable']);
    standIn().faults.clear();
    expect(await codeOf(post('c'))).toBe('ok');
  });
});

test('Random faults are the same for the same seed and about as many as was said', () => {
  const draw = (seed: number) => {
    standIn().faults.random({ seed, weights: { 'accept-then-500': 0.2, 'refuse-then-reset': 0.1 } });
    return Array.from({ length: 2_000 }, () => standIn().faults.next('chat.postMessage').do);
  };
  const drawn = draw(7);
  expect(draw(7)).toEqual(drawn);
  expect(draw(8)).not.toEqual(drawn);
  const share = (name: string) => drawn.filter((one) => one === name).length / drawn.length;
  expect(share('accept-then-500')).toBeCloseTo(0.2, 1);
  expect(share('refuse-then-reset')).toBeCloseTo(0.1, 1);
  expect(standIn().faults.next('conversations.history')).toEqual({ do: 'ok' });
});

describe('Rate limits', () => {
  test('let a short burst into a channel, then a post a second, and leave other channels alone', async () => {
    standIn().faults.channelRateLimit = true;
    standIn().workspace.channels.get('C0RANDOM')?.members.add('U0BOT');
    const burst = [];
    for (let count = 0; count < 5; count += 1) burst.push(await codeOf(post(`burst ${count}`)));
    expect(burst).toEqual(['ok', 'ok', 'ok', 'ok', 'slack_webapi_rate_limited_error']);
    expect(await codeOf(post('elsewhere', 'C0RANDOM'))).toBe('ok');
    nowMs += 1_000;
    expect([await codeOf(post('one')), await codeOf(post('two'))]).toEqual(['ok', 'slack_webapi_rate_limited_error']);
  });

  test('by method follow its tier', async () => {
    standIn().faults.methodRateLimits = true;
    const client = clientOf(standIn());
    for (let count = 0; count < 20; count += 1) await client.conversations.list();
    await expect(client.conversations.list()).rejects.toMatchObject({ retryAfter: 60 });
    expect(await codeOf(client.users.info({ user: 'U0ANA' }))).toBe('ok');
    nowMs += 60_000;
    expect(await codeOf(client.conversations.list())).toBe('ok');
  });
});

describe('A file', () => {
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(500, 7)]);
  const upload = async (altText = 'CSAT 4.2') => {
    const answer = await clientOf(standIn()).filesUploadV2({
      file: png,
      filename: 'chart.png',
      title: 'CSAT',
      alt_text: altText,
    });
    return String((answer as unknown as { files: { files: { id: string }[] }[] }).files[0]?.files[0]?.id);
  };
  const postPicture = (slack_file: { id: string } | { url: string }) =>
    clientOf(standIn()).chat.postMessage({
      channel: 'C0SUPPORT',
      text: 'Chart',
      blocks: [{ type: 'image', alt_text: 'CSAT 4.2', slack_file }],
    });

  test('is uploaded by the SDK, shown in a message and served', async () => {
    const id = await upload();
    expect(id).toMatch(/^F[A-Z0-9]{8,}$/);
    expect(standIn().workspace.files.get(id)).toMatchObject({
      name: 'chart.png',
      title: 'CSAT',
      altText: 'CSAT 4.2',
      mimetype: 'image/png',
    });
    expect(await codeOf(postPicture({ id }))).toBe('ok');
    const served = await fetch(`${standIn().url}/files/${id}/chart.png`);
    expect(served.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await served.arrayBuffer()).equals(png)).toBe(true);
  });

  test('cannot be shown before Slack has looked at it', async () => {
    standIn().faults.fileReadyAfterMs = 2_000;
    const id = await upload();
    await expect(postPicture({ id })).rejects.toMatchObject({
      data: { error: 'invalid_blocks', errors: ['invalid slack file [json-pointer:/blocks/0/slack_file]'] },
    });
    nowMs += 2_000;
    expect(await codeOf(postPicture({ id }))).toBe('ok');
    expect(await codeOf(postPicture({ url: `${standIn().url}/files/${id}/chart.png` }))).toBe('ok');
    expect(await codeOf(postPicture({ id: 'F00000000ZZ' }))).toBe('invalid_blocks');
  });

  test('shows its type only when it is ready, to those who may ask', async () => {
    standIn().faults.fileReadyAfterMs = 2_000;
    const id = await upload();
    const info = () => clientOf(standIn()).files.info({ file: id });
    expect(await codeOf(info())).toBe('missing_scope');
    standIn().workspace.scopes.add('files:read');
    expect((await info()).file?.mimetype).toBe('');
    nowMs += 2_000;
    expect((await info()).file?.mimetype).toBe('image/png');
  });

  test('of another length than announced, or that never came, is refused', async () => {
    const client = clientOf(standIn());
    const { upload_url, file_id } = await client.files.getUploadURLExternal({ filename: 'a.png', length: 10 });
    expect((await fetch(String(upload_url), { method: 'POST', body: new Uint8Array(png) })).status).toBe(400);
    expect(await codeOf(client.files.completeUploadExternal({ files: [{ id: String(file_id) }] }))).toBe(
      'file_not_found',
    );
  });
});
