import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ANY_CONVERSATION } from '../../src/csat/filters.ts';
import { loadConversation } from '../../src/db/conversation.ts';
import { listConversations } from '../../src/db/conversations.ts';
import { recordAssistant } from '../../src/db/record-assistant.ts';
import { shopPage } from '../../src/workspace/shop/shop.ts';
import { useDatabase } from '../support/database.ts';

const BROWSER = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const database = useDatabase();
const complaints: string[] = [];
let server: Server;
let origin: string;

beforeAll(async () => {
  await recordAssistant(database.db, { id: 'shop', name: 'Shop', zone: 'Europe/Berlin', conversationUrl: null });
  const origins: string[] = [];
  const handle = shopPage({
    db: database.db,
    assistant: 'shop',
    origins,
    channel: 'ai-feedback',
    workspacePath: '/?channel=C1',
    clock: { now: () => new Date() },
    log: { error: (_details, message) => complaints.push(message) },
  });
  server = createServer(async (request, response) => {
    if (!(await handle(request, response))) response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  origins.push(origin);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function rated(feedback: 'upvote' | 'downvote' | 'unknown') {
  const { conversations } = await listConversations(database.db, {
    feedback,
    filter: ANY_CONVERSATION,
    limit: 10,
    after: null,
    before: null,
  });
  return conversations;
}

describe('over HTTP', () => {
  test('the page allows only what comes from itself', async () => {
    const response = await fetch(`${origin}/shop`);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(await response.text()).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  test('it speaks the language that was chosen, else the one that the browser prefers', async () => {
    const html = async (path: string, preferred: string) =>
      (await fetch(origin + path, { headers: { 'accept-language': preferred } })).text();
    expect(await html('/shop', 'nl,fr-CH;q=0.8')).toContain('<html lang="fr-FR">');
    expect(await html('/shop?lang=ja', 'fr')).toContain('<html lang="ja-JP">');
    expect(await html('/shop?lang=constructor', '')).toContain('<html lang="en-GB">');
  });

  test('only the page may ask the assistant or write', async () => {
    const ask = (from: string, body: object) =>
      fetch(`${origin}/shop/answer`, {
        method: 'POST',
        headers: { origin: from, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const body = { language: 'en', text: 'returns', turn: 0 };
    expect((await ask('https://evil.example', body)).status).toBe(403);
    expect((await ask(origin, body)).status).toBe(200);
    const wrong = await ask(origin, { ...body, language: 'tlh' });
    expect({ status: wrong.status, answer: await wrong.json() }).toMatchObject({
      status: 400,
      answer: { error: expect.stringContaining('The field language') },
    });
    const path = `${origin}/capture/v1/assistants/shop/conversations/${crypto.randomUUID()}`;
    expect((await fetch(path, { method: 'PUT', headers: { origin: 'https://evil.example' } })).status).toBe(403);
  });

  test.each(['../page.ts', '%2e%2e/page.ts', 'toString', ''])('no other file is served (%s)', async (name) => {
    expect((await fetch(`${origin}/shop/assets/${name}`)).status).toBe(404);
  });
});

describe.skipIf(!existsSync(BROWSER))('in a browser', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: BROWSER,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  });
  afterEach(() => page.close());

  const captured = async (feedback: 'upvote' | 'downvote' | 'unknown') => {
    const [newest] = await rated(feedback);
    return newest === undefined ? null : loadConversation(database.db, newest);
  };

  test('a visitor asks, gives a thumb, rates down, and adds a reason: all of it is in Postgres', async () => {
    await page.goto(`${origin}/shop?lang=de`);
    await page.click('#launcher');
    expect(await rated('unknown')).toEqual([]);
    await page.click('.suggestions button >> nth=0');
    await page.click('.thumb.down');
    await expect.poll(async () => (await captured('unknown'))?.turns[2]?.thumb?.value).toBe('down');
    await page.click('.thumb.down');
    await expect.poll(async () => (await captured('unknown'))?.turns[2]?.thumb).toBeNull();
    await page.click('.thumb.up');
    await page.click('#end');
    await page.click('.verdict.down');
    await page.waitForSelector('.happened');
    expect(await captured('downvote')).toMatchObject({
      locale: 'de-DE',
      rating: { verdict: 'down', negativeReason: null },
    });
    await page.fill('#reason', '<!channel> *Link tot*');
    await page.click('.reason button');
    await page.waitForSelector('.thanks');
    const conversation = await captured('downvote');
    expect(conversation).toMatchObject({
      topics: ['returns'],
      rating: { verdict: 'down', negativeReason: '<!channel> *Link tot*' },
      turns: [{ role: 'assistant' }, { role: 'shopper' }, { role: 'assistant', thumb: { value: 'up' } }],
    });
    expect(conversation?.resolvedAt).not.toBeNull();
    expect(await page.textContent('.happened')).toBe('Das steht jetzt in #ai-feedback. Workspace öffnen');
    expect(await page.getAttribute('.happened a', 'href')).toBe('/?channel=C1');
  });

  test('the whole way goes by keyboard, and a verdict can be changed and withdrawn', async () => {
    await page.goto(`${origin}/shop?lang=en`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Do you take PayPal? <b>now</b>');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.thumb.up');
    expect(await page.textContent('.turn.shopper .bubble')).toBe('You: Do you take PayPal? <b>now</b>');
    await page.focus('#end');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await captured('upvote'))?.rating?.verdict).toBe('up');
    const id = (await captured('upvote'))?.id ?? '';
    const rating = async () => (await loadConversation(database.db, { assistant: 'shop', id }))?.rating ?? null;
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await rating())?.verdict).toBe('down');
    await page.click('.verdict.down');
    await expect.poll(rating).toBeNull();
    await page.keyboard.press('Escape');
    expect(await page.isVisible('#chat')).toBe(false);
  });

  test('what cannot be saved is said, and the thumb goes back', async () => {
    await page.goto(`${origin}/shop?lang=en`);
    await page.click('#launcher');
    await page.click('.suggestions button >> nth=1');
    await page.waitForSelector('.thumb.down');
    await page.route('**/capture/**', (route) => route.abort());
    await page.click('.thumb.down');
    expect(await page.textContent('.failed')).toBe('That could not be saved. Please try again.');
    expect(await page.getAttribute('.thumb.down', 'aria-pressed')).toBe('false');
    complaints.splice(0);
  });

  test.each([
    [1280, 800],
    [390, 844],
  ])('nothing is wider than a screen of %d pixels', async (width, height) => {
    await page.setViewportSize({ width, height });
    await page.goto(`${origin}/shop?lang=fr`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
});

test('neither the page nor the server complained', () => {
  expect(complaints).toEqual([]);
});
