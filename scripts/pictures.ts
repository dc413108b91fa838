/**
 * Takes the README's pictures of the running product: `npm run pictures`.
 * Needs a Chromium: /usr/bin/chromium, or the one that CHROMIUM_PATH names.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { startApp } from '../src/app.ts';
import { systemClock } from '../src/clock.ts';
import { readConfig } from '../src/config.ts';
import { openLog } from '../src/log.ts';
import { startWorkspace } from '../src/workspace/start.ts';

const FOLDER = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const REASON = 'The link for returns leads to an error page, and the chat gave it to me twice.';

const data = mkdtempSync(join(tmpdir(), 'thumbline-pictures-'));
const log = openLog('warn');
const workspace = await startWorkspace({
  folder: data,
  port: 0,
  clock: systemClock,
  log,
  startApp: (environment) => startApp(readConfig(environment), { clock: systemClock, log }),
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  await complain(browser, workspace.url);
  await photograph(browser, workspace.url);
} finally {
  await browser.close();
  await workspace.stop();
  rmSync(data, { recursive: true, force: true });
}

async function complain(browser: Browser, url: string): Promise<void> {
  const shop = await browser.newPage({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2 });
  await shop.goto(`${url}/shop?lang=en`);
  // On a wide page the chat is open already.
  if (await shop.locator('#launcher').isVisible()) await shop.click('#launcher');
  await shop
    .getByRole('button', { name: /return/i })
    .first()
    .click();
  await shop.click('.thumb.down');
  await shop.screenshot({ path: join(FOLDER, 'shop.png') });
  await shop.click('#end');
  await shop.click('.verdict.down');
  await shop.fill('#reason', REASON);
  await shop.click('.reason button');
  await shop.waitForSelector('.thanks');
  await shop.close();
}

async function photograph(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 2000 }, deviceScaleFactor: 2 });
  await page.goto(url);
  await page.click('text=ai-feedback');
  const alert = page.locator('.message', { hasText: REASON });
  await alert.getByRole('button', { name: 'Acknowledge' }).click();
  await alert.getByText(/Acknowledged by/).waitFor();
  await page.mouse.move(0, 0);
  await alert.screenshot({ path: join(FOLDER, 'alert.png') });
  await page.click('text=customer-support');
  // The schedule posts it within the first minute or two.
  const digest = page.locator('.message', { hasText: 'Weekly feedback' }).first();
  await digest.locator('img[alt*="CSAT"]').waitFor({ timeout: 150_000 });
  await page.waitForTimeout(500);
  await digest.screenshot({ path: join(FOLDER, 'digest.png') });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.click('text=ai-feedback');
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(FOLDER, 'workspace.png') });
}
