import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { appOf, clientOf, TOKENS, useStandIn, WORKSPACE } from '../support/stand-in.ts';

describe('The stand-in as a process', () => {
  let child: ChildProcess;
  let place: { url: string; apiUrl: string };

  beforeAll(async () => {
    const program = ['--import', 'tsx', 'src/workspace/standin/run.ts', JSON.stringify(WORKSPACE)];
    child = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'inherit'] });
    if (!child.stdout) throw new Error('The process has no output.');
    const [line] = await Promise.race([
      new Promise<string[]>((resolve) =>
        createInterface({ input: child.stdout as never }).once('line', (text) => resolve([text])),
      ),
      new Promise<never>((_, reject) =>
        child.once('exit', () => reject(new Error('The process ended before it was ready.'))),
      ),
    ]);
    place = JSON.parse(line ?? '');
  });
  afterAll(() => {
    child.kill();
  });

  const control = async (route: string, body?: unknown) => {
    const answer = await fetch(
      `${place.url}/control/${route}`,
      body ? { method: 'POST', body: JSON.stringify(body) } : {},
    );
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  test('takes calls, shows its state, and does as a person', async () => {
    const client = new WebClient(TOKENS.botToken, { slackApiUrl: place.apiUrl, retryConfig: { retries: 0 } });
    await client.chat.postMessage({ channel: 'C0SUPPORT', text: 'Hello' });
    await control('act', { userId: 'U0ANA', do: 'say', args: ['C0SUPPORT', 'Hello yourself'] });
    const { body } = await control('state');
    expect(body.messages).toMatchObject({ C0SUPPORT: [{ text: 'Hello' }, { text: 'Hello yourself', botId: null }] });
    expect((await control('calls?method=chat.postMessage')).body).toHaveLength(1);
  });

  test('fails as it is told, and its channels change', async () => {
    const client = new WebClient(TOKENS.botToken, { slackApiUrl: place.apiUrl, retryConfig: { retries: 0 } });
    const post = () => client.chat.postMessage({ channel: 'C0SUPPORT', text: 'Hello' });
    await control('faults', { script: { 'chat.postMessage': [{ do: 'refuse', error: 'fatal_error' }] } });
    await expect(post()).rejects.toMatchObject({ data: { error: 'fatal_error' } });
    await control('workspace', { channels: { C0SUPPORT: { isArchived: true } } });
    await expect(post()).rejects.toMatchObject({ data: { error: 'is_archived' } });
    expect(await control('faults', { script: { x: [{ do: 'explode' }] } })).toMatchObject({ status: 400 });
  });
});

describe('Socket Mode', () => {
  const standIn = useStandIn();

  test('reconnects when it is asked to, and answers in both modes of choice', async () => {
    const app = appOf(standIn(), 'socket');
    app.command('/csat', ({ ack }) => ack('Here.'));
    await app.init();
    await app.start();
    expect(standIn().socketCount()).toBe(1);
    const ask = () => standIn().as('U0ANA').command('C0SUPPORT', '/csat', '');
    expect(await ask()).toMatchObject({ body: { text: 'Here.' }, problem: null });
    standIn().setMode('http');
    expect(await ask()).toMatchObject({ ackMs: null, problem: 'The app has no request URL.' });
    standIn().setMode('auto');
    await app.stop();
    await expect.poll(() => standIn().socketCount()).toBe(0);
    expect(await ask()).toMatchObject({ ackMs: null, problem: expect.stringContaining('neither') });
  });

  test('lets a client in once with each address', async () => {
    const { url } = await clientOf(standIn(), TOKENS.appToken).apps.connections.open();
    const first = new WebSocket(String(url));
    const hello = await new Promise<string>((resolve) =>
      first.addEventListener('message', ({ data }) => resolve(String(data))),
    );
    expect(JSON.parse(hello)).toMatchObject({ type: 'hello', connection_info: { app_id: 'A0001' } });
    const second = new WebSocket(String(url));
    await new Promise((resolve) => second.addEventListener('error', resolve));
    const told = new Promise<string>((resolve) =>
      first.addEventListener('message', ({ data }) => resolve(String(data))),
    );
    standIn().refreshSockets();
    expect(JSON.parse(await told)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' });
    first.close();
  });
});
