import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mountPage } from '../../src/workspace/page/mount.ts';
import { type StandIn, startStandIn } from '../../src/workspace/standin/stand-in.ts';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  );
const CHANNEL = 'C0000000001';
const MIRA = 'U0000000001';
const plain = (text: string) => ({ type: 'plain_text', text });

/** A small app: "Acknowledge" changes its message, "Ask" opens a modal, which refuses a name without "shop". */
type SmallApp = { server: Server; url: string; commands: string[]; submitted: unknown[]; acknowledged: number };

function card(acknowledgedBy: string | null) {
  const done = { type: 'context', elements: [{ type: 'mrkdwn', text: `Acknowledged by <@${acknowledgedBy}>` }] };
  const button = (action_id: string, text: string) => ({ type: 'button', action_id, text: plain(text), value: 'c-1' });
  const quote = { type: 'rich_text_quote', elements: [{ type: 'text', text: '<img src=x onerror=alert(1)>' }] };
  const buttons = acknowledgedBy
    ? [button('ask', 'Ask')]
    : [button('acknowledge', 'Acknowledge'), button('ask', 'Ask')];
  return [
    { type: 'rich_text', elements: [quote] },
    ...(acknowledgedBy ? [done] : []),
    { type: 'actions', elements: buttons },
  ];
}

const modal = {
  type: 'modal',
  title: plain('Settings'),
  submit: plain('Save'),
  blocks: [
    { type: 'input', block_id: 'name', label: plain('Name'), element: { type: 'plain_text_input', action_id: 'name' } },
    {
      type: 'input',
      block_id: 'day',
      label: plain('Day'),
      element: {
        type: 'static_select',
        action_id: 'day',
        options: ['mon', 'fri'].map((value) => ({ text: plain(value), value })),
      },
    },
  ],
};

async function startApp(call: (method: string, body: unknown) => Promise<unknown>): Promise<SmallApp> {
  const app: SmallApp = { server: createServer(), url: '', commands: [], submitted: [], acknowledged: 0 };
  app.server.on('request', async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const acknowledge = (answer?: unknown) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(answer === undefined ? '' : JSON.stringify(answer));
    const form = new URLSearchParams(body);
    if (form.has('command')) {
      app.commands.push(`${form.get('command')} ${form.get('text')}`);
      return acknowledge({ response_type: 'ephemeral', text: 'Only for *you*' });
    }
    const payload = JSON.parse(form.get('payload') ?? '{}');
    if (payload.type === 'view_submission') {
      const { values } = payload.view.state;
      if (!values.name.name.value.includes('shop'))
        return acknowledge({ response_action: 'errors', errors: { name: 'Say which shop.' } });
      app.submitted.push(values);
      return acknowledge();
    }
    acknowledge();
    const action = payload.actions?.[0]?.action_id;
    if (action === 'ask') await call('views.open', { trigger_id: payload.trigger_id, view: modal });
    if (action === 'acknowledge') {
      app.acknowledged += 1;
      await call('chat.update', {
        channel: CHANNEL,
        ts: payload.message.ts,
        text: 'Card',
        blocks: card(payload.user.id),
      });
    }
  });
  await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', resolve));
  app.url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/slack/events`;
  return app;
}

describe.skipIf(!existsSync(CHROMIUM))(`the page in a browser (skipped without ${CHROMIUM})`, () => {
  let standIn: StandIn;
  let app: SmallApp;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];
  const call = async (method: string, body: unknown) => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer xoxb-test' };
    const answer = await fetch(`${standIn.apiUrl}${method}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return answer.json();
  };

  beforeAll(async () => {
    app = await startApp(call);
    standIn = await startStandIn({
      botToken: 'xoxb-test',
      signingSecret: 'secret',
      requestUrl: app.url,
      team: { id: 'T0000000001', name: 'Linden', domain: 'linden' },
      bot: { userId: 'U00000000B1', botId: 'B0000000001', appId: 'A0000000001', name: 'Thumbline' },
      users: [
        { id: MIRA, name: 'Mira', zone: 'Europe/Berlin' },
        { id: 'U0000000002', name: 'Jonas', zone: 'America/New_York' },
      ],
      channels: [{ id: CHANNEL, name: 'feedback', members: [MIRA, 'U0000000002', 'U00000000B1'] }],
    });
    mountPage(standIn, { commands: [{ command: '/csat', usage: 'digest', description: 'The week' }] });
    await call('chat.postMessage', { channel: CHANNEL, text: 'Card', blocks: card(null) });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('dialog', (dialog) => problems.push(`a dialog: ${dialog.message()}`));
    await page.goto(`${standIn.url}/?channel=${CHANNEL}`);
    await page.waitForSelector('.message');
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await standIn?.close();
    app?.server.close();
  });

  it("shows a shopper's words as words", async () => {
    expect(await page.textContent('.message blockquote')).toBe('<img src=x onerror=alert(1)>');
    expect(problems).toEqual([]);
  });

  it('changes a message in place after a button, however often it is pressed', async () => {
    await page.evaluate(() => {
      const button = [...document.querySelectorAll('button')].find((each) => each.textContent === 'Acknowledge');
      button?.click();
      button?.click();
      button?.click();
    });
    await page.waitForSelector('text=Acknowledged by @Mira');
    expect(app.acknowledged).toBe(1);
    expect(await page.locator('.message').count()).toBe(1);
  });

  describe('when the app changes a message that somebody is about to press', () => {
    const said = (what: string) => [{ type: 'section', text: plain(what) }, ...card(null)];
    let ts: string;
    const change = (what: string) => call('chat.update', { channel: CHANNEL, ts, text: what, blocks: said(what) });

    beforeEach(async () => {
      app.acknowledged = 0;
      ({ ts } = (await call('chat.postMessage', {
        channel: CHANNEL,
        text: 'No reason yet',
        blocks: said('No reason yet'),
      })) as { ts: string });
      await page.waitForSelector('text=No reason yet');
    });
    afterEach(() => call('chat.delete', { channel: CHANNEL, ts }));

    it('the press counts, though the page does not show the change yet', async () => {
      await page.route('**/workspace/state*', (route) => route.abort());
      await change('Too slow');
      await page.getByRole('button', { name: 'Acknowledge' }).click();
      await expect.poll(() => app.acknowledged).toBe(1);
      await page.unroute('**/workspace/state*');
    });

    it('the press counts, though the change is shown while the button is down', async () => {
      await page.getByRole('button', { name: 'Acknowledge' }).hover();
      await page.mouse.down();
      const asked = page.waitForResponse('**/workspace/state*');
      await change('Too slow');
      await asked;
      await page.mouse.up();
      await page.waitForSelector('text=Acknowledged by @Mira');
      expect(app.acknowledged).toBe(1);
    });
  });

  it('offers the commands, runs one, and shows its answer to its user until it is dismissed', async () => {
    await page.fill('#composer-text', '/c');
    await page.keyboard.press('Tab');
    await page.keyboard.type('digest');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.ephemeral');
    expect(app.commands).toEqual(['/csat digest']);
    expect(await page.textContent('.ephemeral')).toContain('Only visible to you');
    await page.click('.ephemeral [data-dismiss]');
    await page.waitForSelector('.ephemeral', { state: 'detached' });
  });

  it('asks for required inputs, shows what the app refuses, and keeps what was typed', async () => {
    await page.click('text=Ask');
    await page.waitForSelector('form.modal');
    await page.click('form.modal [type=submit]');
    expect(await page.locator('.input-error:visible').count()).toBe(2);
    await page.fill('form.modal input', 'nothing');
    await page.selectOption('form.modal select', 'fri');
    await page.click('form.modal [type=submit]');
    await page.waitForSelector('text=Say which shop.');
    expect(await page.inputValue('form.modal input')).toBe('nothing');
    expect(await page.inputValue('form.modal select')).toBe('fri');
    await page.fill('form.modal input', 'shop');
    await page.click('form.modal [type=submit]');
    await page.waitForSelector('form.modal', { state: 'detached' });
    expect(app.submitted).toMatchObject([
      { name: { name: { value: 'shop' } }, day: { day: { selected_option: { value: 'fri' } } } },
    ]);
  });

  it('closes a modal once, however often that is pressed', async () => {
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.waitForSelector('form.modal');
    const closed: number[] = [];
    page.on('response', (answer) => {
      if (answer.url().endsWith('/workspace/close')) closed.push(answer.status());
    });
    await page.locator('[data-close-view]').last().dblclick();
    await page.waitForSelector('form.modal', { state: 'detached' });
    await page.waitForLoadState('networkidle');
    expect(closed).toEqual([200]);
  });

  it('posts what is not a command as a message, and a reply into its thread', async () => {
    await page.fill('#composer-text', 'Hello <b> & all');
    await page.keyboard.press('Enter');
    const mine = page.locator('#stream .message', { hasText: 'Hello <b> & all' });
    await mine.waitFor();
    await mine.hover();
    await mine.locator('[data-open-thread]').first().click();
    await page.fill('#thread-composer-text', 'A reply');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#thread-stream >> text=A reply');
    await page.waitForSelector('#stream >> text=1 reply');
    await page.click('#thread-close');
  });

  it('shows the answer to what one asks, though one had scrolled up to read', async () => {
    for (let at = 0; at < 12; at++)
      await call('chat.postMessage', { channel: CHANNEL, text: `Filler ${at}`, blocks: card(null) });
    await page.locator('#stream .item').nth(12).waitFor();
    await page.locator('#scroller').evaluate((scroller) => scroller.scrollTo(0, 0));
    await page.fill('#composer-text', '/csat digest');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.ephemeral');
    await expect
      .poll(() => page.locator('#scroller').evaluate((at) => at.scrollHeight - at.scrollTop - at.clientHeight))
      .toBeLessThan(60);
  });

  it('fits a phone, with the channels in a drawer', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.waitForSelector('#channels', { state: 'hidden' });
    await page.click('#drawer-button');
    await page.waitForSelector('#channels', { state: 'visible' });
    await page.click('#channels a');
    await page.waitForSelector('#channels', { state: 'hidden' });
    expect(problems).toEqual([]);
  });

  it('closes the drawer at the place where one is, on a first visit too', async () => {
    const visit = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await visit.goto(standIn.url);
    await visit.click('#drawer-button');
    await visit.click('#channels a[aria-current]');
    await visit.waitForSelector('#channels', { state: 'hidden' });
    await visit.close();
  });
});
