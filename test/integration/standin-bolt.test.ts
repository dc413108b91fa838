import type { AddressInfo, Server } from 'node:net';
import type { App } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { View } from '../../src/workspace/standin/workspace.ts';
import { appOf, clientOf, useStandIn } from '../support/stand-in.ts';

describe.each(['http', 'socket'] as const)('A Bolt app in %s mode', (mode) => {
  const standIn = useStandIn();
  let app: App;
  const heard: string[] = [];

  beforeAll(async () => {
    app = appOf(standIn(), mode);
    app.command('/csat', async ({ ack, command, respond }) => {
      await ack(`You said ${command.text}.`);
      await respond({ response_type: 'in_channel', text: 'And the channel hears it.' });
    });
    app.action('open', async ({ ack, body, client }) => {
      await ack();
      await client.views.open({ trigger_id: (body as { trigger_id: string }).trigger_id, view: modal('Reason') });
    });
    app.action('done', async ({ ack, respond, action }) => {
      await ack();
      await respond({ replace_original: true, text: `Done with ${(action as { value: string }).value}.` });
    });
    app.view('reason', async ({ ack, view }) => {
      const said = view.state.values.why?.why?.value ?? '';
      if (said === 'bad') return ack({ response_action: 'errors', errors: { why: 'Not this one.' } });
      heard.push(said);
      await ack();
    });
    app.event('app_home_opened', async ({ event, client }) => {
      const blocks = [{ type: 'section', text: { type: 'plain_text', text: `Hello ${event.user}` } }];
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
    });
    await app.init();
    const server = await app.start(0);
    if (mode === 'http') {
      const { port } = (server as Server).address() as AddressInfo;
      standIn().setRequestUrl(`http://127.0.0.1:${port}/slack/events`);
    }
  });
  afterAll(() => app.stop());

  const ana = () => standIn().as('U0ANA');
  const openModal = async (): Promise<View> => {
    const { ts } = await clientOf(standIn()).chat.postMessage({ channel: 'C0SUPPORT', text: 'Card', blocks: card });
    const delivered = await ana().click({ channelId: 'C0SUPPORT', ts: String(ts) }, { actionId: 'open' });
    expect(delivered).toMatchObject({ status: 200, problem: null });
    return eventually(() => standIn().workspace.modals.get('U0ANA')?.at(-1));
  };

  test('answers a command to its user alone and to the channel through the response URL', async () => {
    const delivered = await ana().command('C0SUPPORT', '/csat', 'hello');
    expect(delivered.ackMs).toBeLessThan(3_000);
    const [mine] = [...standIn().workspace.ephemerals.values()];
    expect(mine).toMatchObject({ userId: 'U0ANA', text: 'You said hello.' });
    const said = await eventually(() => standIn().workspace.messages.get('C0SUPPORT')?.at(-1));
    expect(said).toMatchObject({ text: 'And the channel hears it.', botId: 'B0001' });
  });

  test('opens a modal within the trigger, is told of errors by block and closes on success', async () => {
    const view = await openModal();
    await ana().submit(view.id, { why: { why: { value: 'bad' } } });
    expect(view.errors).toEqual({ why: 'Not this one.' });
    await ana().submit(view.id, { why: { why: { value: 'slow' } } });
    expect(heard).toEqual(['slow']);
    expect(standIn().workspace.modals.get('U0ANA')).toEqual([]);
  });

  test('never sees a submission that the Slack client refuses by itself', async () => {
    const view = await openModal();
    const delivered = await ana().submit(view.id);
    expect(delivered).toMatchObject({ status: 0, ackMs: null });
    expect(view.errors).toHaveProperty('why');
    expect(await ana().closeView(view.id)).toBeNull();
  });

  test('replaces the clicked message through the response URL', async () => {
    const { ts } = await clientOf(standIn()).chat.postMessage({ channel: 'C0SUPPORT', text: 'Card', blocks: card });
    await ana().click({ channelId: 'C0SUPPORT', ts: String(ts) }, { actionId: 'done', value: 'second' });
    const message = await eventually(() => {
      const last = standIn().workspace.messages.get('C0SUPPORT')?.at(-1);
      return last?.text.startsWith('Done') ? last : undefined;
    });
    expect(message).toMatchObject({ ts, text: 'Done with second.', blocks: [] });
    expect(message.editedTs).not.toBeNull();
  });

  test('publishes the Home tab when it is opened', async () => {
    await ana().openHome();
    const home = await eventually(() => standIn().workspace.homes.get('U0ANA'));
    expect(home.blocks[0]).toMatchObject({ text: { text: 'Hello U0ANA' } });
  });
});

const button = (actionId: string, value: string) => ({
  type: 'button' as const,
  action_id: actionId,
  value,
  text: { type: 'plain_text' as const, text: actionId },
});
const card = [
  { type: 'actions' as const, elements: [button('open', '1')] },
  { type: 'section' as const, text: { type: 'plain_text' as const, text: 'One' }, accessory: button('done', 'first') },
  { type: 'section' as const, text: { type: 'plain_text' as const, text: 'Two' }, accessory: button('done', 'second') },
];

function modal(title: string) {
  const plain = (text: string) => ({ type: 'plain_text' as const, text });
  return {
    type: 'modal' as const,
    callback_id: 'reason',
    title: plain(title),
    submit: plain('Save'),
    blocks: [
      {
        type: 'input' as const,
        block_id: 'why',
        label: plain('Why?'),
        element: { type: 'plain_text_input' as const, action_id: 'why', max_length: 100 },
      },
    ],
  };
}

async function eventually<Value>(look: () => Value | undefined): Promise<Value> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('It did not happen within two seconds.');
}
