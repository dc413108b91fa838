import { describe, expect, test } from 'vitest';
import { clientOf, TOKENS, useStandIn, WORKSPACE } from '../support/stand-in.ts';

const standIn = useStandIn();
const client = () => clientOf(standIn());
const refusalOf = (call: Promise<unknown>): Promise<Record<string, unknown>> =>
  call.then(
    () => ({ error: 'none: Slack took it' }),
    (error: { data?: Record<string, unknown> }) => error.data ?? { error: String(error) },
  );
const post = async (more: Record<string, unknown> = {}) => {
  const answer = await client().apiCall('chat.postMessage', { channel: 'C0SUPPORT', text: 'Hello', ...more });
  return (answer as { ts?: string }).ts ?? '';
};
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const section = (text: string) => ({ type: 'section' as const, text: plain(text) });
const metadata = { event_type: 'alert', event_payload: { delivery: 'alert:1' } };

describe('Who calls', () => {
  test('is told who the token is, and which scopes it has', async () => {
    expect(await client().auth.test()).toMatchObject({ ok: true, team_id: 'T0001', user_id: 'U0BOT', bot_id: 'B0001' });
    const answer = await fetch(`${standIn().apiUrl}auth.test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKENS.botToken}` },
    });
    expect(answer.headers.get('x-oauth-scopes')).toContain('chat:write');
  });

  test('needs a token, the right one, and of the right kind', async () => {
    expect(await (await fetch(`${standIn().apiUrl}auth.test`, { method: 'POST' })).json()).toEqual({
      ok: false,
      error: 'not_authed',
    });
    expect(await refusalOf(clientOf(standIn(), 'xoxb-other').auth.test())).toMatchObject({ error: 'invalid_auth' });
    expect(await refusalOf(client().apps.connections.open())).toMatchObject({ error: 'not_allowed_token_type' });
    expect(await (await fetch(`${standIn().apiUrl}api.test`, { method: 'POST' })).json()).toMatchObject({ ok: true });
  });

  test('is told which scope is missing', async () => {
    standIn().workspace.scopes.delete('team:read');
    expect(await refusalOf(client().team.info())).toMatchObject({ error: 'missing_scope', needed: 'team:read' });
    standIn().workspace.scopes.add('team:read');
    expect(await client().team.info()).toMatchObject({ team: { id: 'T0001' } });
  });

  test('gets HTTP 200 for a method that does not exist', async () => {
    expect(await refusalOf(client().apiCall('chat.shout'))).toMatchObject({ ok: false, error: 'unknown_method' });
  });

  test('may send JSON as well as a form', async () => {
    const answer = await fetch(`${standIn().apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKENS.botToken}`, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ channel: 'C0SUPPORT', blocks: [section('JSON')] }),
    });
    expect(await answer.json()).toMatchObject({ ok: true, message: { blocks: [{ text: { text: 'JSON' } }] } });
  });
});

describe('A post', () => {
  test('gets a ts of its own and ids for the blocks and elements that have none', async () => {
    const [one, two] = await Promise.all([post(), post()]);
    expect(one).toMatch(/^\d{10}\.\d{6}$/);
    expect(one).not.toBe(two);
    const button = { type: 'button' as const, text: plain('Go') };
    const answer = await client().chat.postMessage({
      channel: 'C0SUPPORT',
      text: 'Card',
      blocks: [section('a'), { type: 'actions', block_id: 'mine', elements: [button] }],
    });
    expect(answer.message?.blocks).toMatchObject([
      { block_id: expect.stringMatching(/./) },
      { block_id: 'mine', elements: [{ action_id: expect.stringMatching(/./) }] },
    ]);
  });

  test.each([
    ['channel_not_found', { channel: 'C0NOWHERE' }],
    ['channel_not_found', { channel: 'C0SECRET' }],
    ['not_in_channel', { channel: 'C0RANDOM' }],
    ['is_archived', { channel: 'C0OLD' }],
    ['no_text', { text: '' }],
    ['msg_too_long', { text: 'x'.repeat(40_001) }],
    ['invalid_blocks_format', { blocks: 'nonsense' }],
    ['thread_not_found', { thread_ts: '1.000001' }],
    ['invalid_metadata_format', { metadata: { event_type: 'alert', event_payload: { deep: { er: { down: 1 } } } } }],
  ])('is refused with %s', async (error, args) => {
    expect(await refusalOf(post(args))).toMatchObject({ ok: false, error });
  });

  test('with bad blocks is refused with pointers, as errors and as messages', async () => {
    expect(await refusalOf(post({ blocks: [{ type: 'header', text: plain('') }] }))).toMatchObject({
      error: 'invalid_blocks',
      errors: ['must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
      response_metadata: { messages: ['[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]'] },
    });
  });

  test('to a user goes to the direct conversation with that user', async () => {
    const answer = await client().chat.postMessage({ channel: 'U0ANA', text: 'Psst' });
    expect(answer.channel).toMatch(/^D/);
    expect((await client().conversations.open({ users: 'U0ANA' })).channel?.id).toBe(answer.channel);
  });

  test('has a permalink', async () => {
    const ts = await post();
    const answer = await client().chat.getPermalink({ channel: 'C0SUPPORT', message_ts: ts });
    expect(answer.permalink).toBe(`https://acme.slack.com/archives/C0SUPPORT/p${ts.replace('.', '')}`);
  });
});

describe('An update', () => {
  test('replaces the message in place, marks it as edited, and keeps its metadata until told otherwise', async () => {
    const ts = await post({ metadata });
    await client().chat.update({ channel: 'C0SUPPORT', ts, text: 'New', metadata });
    const read = async () =>
      (
        await client().conversations.history({
          channel: 'C0SUPPORT',
          latest: ts,
          oldest: ts,
          inclusive: true,
          include_all_metadata: true,
        })
      ).messages?.[0];
    expect(await read()).toMatchObject({ text: 'New', metadata, edited: { user: 'U0BOT' } });
    await client().chat.update({ channel: 'C0SUPPORT', ts, text: 'Newer' });
    expect(await read()).toMatchObject({ text: 'Newer', metadata });
    await client().apiCall('chat.update', { channel: 'C0SUPPORT', ts, text: 'Newest', metadata: {} });
    expect(await read()).not.toHaveProperty('metadata');
  });

  test('is refused for what is not there, not ours, ephemeral or too long', async () => {
    const update = (ts: string, text = 'New') => refusalOf(client().chat.update({ channel: 'C0SUPPORT', ts, text }));
    expect(await update('1.000001')).toMatchObject({ error: 'message_not_found' });
    const theirs = await standIn().as('U0BEN').say('C0SUPPORT', 'Mine');
    expect(await update(theirs)).toMatchObject({ error: 'cant_update_message' });
    const shown = await client().chat.postEphemeral({ channel: 'C0SUPPORT', user: 'U0ANA', text: 'For you' });
    expect(await update(String(shown.message_ts))).toMatchObject({ error: 'message_not_found' });
    expect(await update(await post(), 'x'.repeat(4_001))).toMatchObject({ error: 'msg_too_long' });
  });

  test('of a deleted message finds none; deleting twice neither', async () => {
    const ts = await post();
    await client().chat.delete({ channel: 'C0SUPPORT', ts });
    expect(await refusalOf(client().chat.delete({ channel: 'C0SUPPORT', ts }))).toMatchObject({
      error: 'message_not_found',
    });
  });
});

describe('History', () => {
  test('is newest first, in pages, without threads, ephemerals and unasked metadata', async () => {
    const start = await post({ text: 'start' });
    const first = await post({ text: 'first', metadata });
    const second = await post({ text: 'second' });
    await post({ text: 'answer', thread_ts: first });
    await client().chat.postEphemeral({ channel: 'C0SUPPORT', user: 'U0ANA', text: 'For you' });
    const window = { channel: 'C0SUPPORT', oldest: start };
    const all = await client().conversations.history(window);
    expect(all.messages?.map((message) => message.text)).toEqual(['second', 'first']);
    expect(all.messages?.[1]).toMatchObject({ reply_count: 1, thread_ts: first });
    expect(all.messages?.[1]).not.toHaveProperty('metadata');

    const page = await client().conversations.history({ ...window, limit: 1 });
    expect(page).toMatchObject({ has_more: true, messages: [{ ts: second }] });
    const cursor = page.response_metadata?.next_cursor;
    const next = await client().conversations.history({ ...window, limit: 1, cursor, include_all_metadata: true });
    expect(next).toMatchObject({ has_more: false, messages: [{ ts: first, metadata }] });

    const before = await client().conversations.history({ ...window, latest: second });
    expect(before.messages?.map((message) => message.ts)).toEqual([first]);
    const replies = await client().conversations.replies({ channel: 'C0SUPPORT', ts: first });
    expect(replies.messages?.map((message) => message.text)).toEqual(['first', 'answer']);
  });

  test('is read by members only', async () => {
    expect(await refusalOf(client().conversations.history({ channel: 'C0RANDOM' }))).toMatchObject({
      error: 'not_in_channel',
    });
  });
});

describe('Channels and people', () => {
  test('are listed without private channels of others', async () => {
    const { channels } = await client().conversations.list({
      types: 'public_channel,private_channel',
      exclude_archived: true,
    });
    expect(channels?.map((channel) => channel.id)).toEqual(['C0SUPPORT', 'C0RANDOM']);
    const { members } = await client().conversations.members({ channel: 'C0SUPPORT' });
    expect(members).toEqual(['U0ANA', 'U0BEN', 'U0BOT']);
    expect(await refusalOf(client().conversations.info({ channel: 'C0SECRET' }))).toMatchObject({
      error: 'channel_not_found',
    });
  });

  test('have zones, teams and groups', async () => {
    expect(await client().users.info({ user: 'U0BEN' })).toMatchObject({
      user: { tz: 'America/New_York', is_restricted: false },
    });
    expect((await client().users.info({ user: 'U0GIL' })).user?.is_restricted).toBe(true);
    expect((await client().users.info({ user: 'U0SAM' })).user?.team_id).toBe('T0002');
    expect((await client().users.list({})).members).toHaveLength(WORKSPACE.users.length + 1);
    expect((await client().usergroups.users.list({ usergroup: 'S0001' })).users).toEqual(['U0ANA']);
  });
});

describe('blocks.validate', () => {
  test('names what is wrong without posting it', async () => {
    const wrong = await refusalOf(client().apiCall('blocks.validate', { blocks: [{ type: 'call' }] }));
    expect(wrong).toMatchObject({
      error: 'invalid_blocks',
      errors: [{ pointer: '/blocks/0/type', code: 'unsupported_type' }],
    });
    expect(await client().apiCall('blocks.validate', { view: { type: 'home', blocks: [section('a')] } })).toMatchObject(
      { ok: true },
    );
  });
});

test('Every call is on record, without the token', async () => {
  await post({ text: 'on record' });
  const call = standIn().calls.at(-1);
  expect(call).toMatchObject({
    method: 'chat.postMessage',
    args: { text: 'on record' },
    httpStatus: 200,
    answer: { ok: true },
  });
  expect(JSON.stringify(standIn().calls)).not.toContain(TOKENS.botToken);
});
