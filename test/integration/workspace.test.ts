import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, openBrowser } from '../support/browser.ts';

// The whole product as a newcomer meets it: one command, one URL, a browser.
const START_MS = 120_000;
let folder: string;
let demo: ChildProcess;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thumbline-demo-'));
  demo = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', 'demo', '--port', '0', '--data', folder], {
    env: { ...process.env, LOG_LEVEL: 'warn' },
  });
  url = await new Promise<string>((resolve, reject) => {
    let printed = '';
    for (const stream of [demo.stdout, demo.stderr]) {
      stream?.on('data', (bytes: Buffer) => {
        printed += bytes.toString();
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
        if (found !== undefined) resolve(found);
      });
    }
    demo.once('exit', () => reject(new Error(`The demo ended: ${printed}`)));
  });
}, START_MS);

afterAll(async () => {
  const ended = new Promise((resolve) => demo.once('exit', resolve));
  demo.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

test('the page, the shop and nothing else are served, on this machine only', async () => {
  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(`${url}/shop`)).status).toBe(200);
  expect((await fetch(`${url}/nothing`)).status).toBe(404);
});

test('a second workspace on the same data is refused in a sentence, and the first goes on', async () => {
  const second = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', 'demo', '--port', '0', '--data', folder]);
  let said = '';
  second.stderr.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(2);
  expect(said).toContain('A workspace is open already');
  expect((await fetch(url)).status).toBe(200);
});

describe.skipIf(!hasBrowser)('in a browser', () => {
  let browser: Browser;
  let workspace: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    workspace = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await workspace.goto(url);
  }, 30_000);
  afterAll(() => browser.close());

  const type = async (text: string) => {
    await workspace.fill('#composer-text', text);
    await workspace.press('#composer-text', 'Enter');
  };
  const REASON = 'The returns link <!channel> is dead & nobody cares';

  test('a visitor rates the shop’s chat down, and the card is in the channel with the reason', async () => {
    await workspace.click('text=ai-feedback');
    const shop = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await shop.goto(`${url}/shop?lang=en`);
    await shop.click('#launcher');
    await shop.click('.suggestions button >> nth=0');
    await shop.click('.thumb.down');
    await shop.click('#end');
    await shop.click('.verdict.down');
    await shop.fill('#reason', REASON);
    await shop.click('.reason button');
    await shop.waitForSelector('.thanks');
    await shop.close();
    await workspace.waitForSelector(`text=${REASON}`);
  }, 60_000);

  test('Acknowledge changes the card in place', async () => {
    const card = workspace.locator('.message', { hasText: REASON });
    await card.getByRole('button', { name: 'Acknowledge' }).click();
    await card.getByText(/Acknowledged by/).waitFor();
    expect(await workspace.locator('.message', { hasText: REASON }).count()).toBe(1);
  });

  test('Transcript opens, with the badge under the rated answer', async () => {
    await workspace.locator('.message', { hasText: REASON }).getByRole('button', { name: 'Transcript' }).click();
    const dialog = workspace.getByRole('dialog');
    await dialog.getByText('Negative feedback by user').first().waitFor();
    expect(await dialog.textContent()).toContain(REASON);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await dialog.waitFor({ state: 'hidden' });
  });

  test('/downvotes lists the conversation', async () => {
    await type('/downvotes today');
    await workspace.locator('.message', { hasText: 'Downvotes' }).getByText(REASON.slice(0, 20)).waitFor();
  });

  test('from the list to a triaged and re-tested conversation with nothing but clicks and one typed note', async () => {
    const list = workspace.locator('.message', { hasText: 'Downvotes' }).last();
    await list.getByRole('button', { name: 'Open the transcript' }).first().click();
    const dialog = workspace.getByRole('dialog');
    await dialog.getByRole('button', { name: 'With a note …' }).click();
    await dialog.getByText('What should happen?').waitFor();
    await dialog.getByRole('radio', { name: /Write a rule/ }).check();
    await dialog.getByRole('textbox', { name: 'Note' }).fill('Say where the label is');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Saved: Write a rule').waitFor();
    await dialog.getByText('Say where the label is').waitFor();
    await list.getByText('triage: rule').waitFor();
    await dialog.getByRole('button', { name: 'Mark done' }).click();
    await dialog.getByRole('button', { name: 'Re-test passed' }).click();
    await dialog.getByText('Re-test passed').last().waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await dialog.waitFor({ state: 'hidden' });
    await workspace.locator('.message', { hasText: REASON }).first().getByText('Re-test passed').waitFor();
  }, 60_000);

  test('/csat digest shows the digest with its chart', async () => {
    await type('/csat digest');
    const digest = workspace.locator('.message', { hasText: 'Weekly feedback' });
    const chart = digest.locator('img[alt*="Daily CSAT"]');
    await chart.waitFor();
    expect(await chart.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(600);
  });
});
