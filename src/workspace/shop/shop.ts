import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { parseBody } from '../../capture/bodies.ts';
import { captureApi } from '../../capture/capture-api.ts';
import { readJson } from '../../capture/read-json.ts';
import type { Clock } from '../../clock.ts';
import { InputError } from '../../csat/input-error.ts';
import type { Database } from '../../db/client.ts';
import { reply, type ShopLanguage } from './assistant.ts';
import { renderShopPage } from './page.ts';
import { SHOP_TEXTS } from './texts.ts';

export type ShopOptions = {
  db: Database;
  /** The assistant's id in `feedback.assistants`; it must be there. */
  assistant: string;
  /** Origins at which the page is opened, such as `http://127.0.0.1:4000`. Nobody else may write. */
  origins: string[];
  /** The channel that gets the alerts, without `#`. */
  channel: string;
  /** Where the workspace's page is. */
  workspacePath: string;
  clock: Clock;
  log: { error: (details: object, message: string) => void };
};

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

const TYPES = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', woff2: 'font/woff2' } as const;

const fontPath = (path: string) => createRequire(import.meta.url).resolve(`@fontsource/${path}`);

/** Everything that /shop/assets serves: no name from a request ever becomes a path. */
const ASSETS = new Map<string, string>([
  ...['shop.css', 'chat.css', 'shop.js', 'chat.js', 'rating.js', 'capture.js', 'element.js', 'icon.svg'].map(
    (name) => [name, fileURLToPath(new URL(`assets/${name}`, import.meta.url))] as const,
  ),
  ...['400', '600', '800'].map(
    (weight) => [`inter-${weight}.woff2`, fontPath(`inter/files/inter-latin-${weight}-normal.woff2`)] as const,
  ),
  ['kosugi.woff2', fontPath('kosugi/files/kosugi-japanese-400-normal.woff2')],
]);

const question = z.strictObject({
  language: z.enum(Object.keys(SHOP_TEXTS) as [ShopLanguage, ...ShopLanguage[]]),
  text: z.string().max(2_000, 'expected at most 2,000 characters'),
  turn: z.int().min(0).max(10_000),
});

/**
 * A shop page with a chat at `/shop`, and the capture API that the chat writes to, as one handler for the stand-in's server.
 * It gives false for every other address.
 */
export function shopPage(
  options: ShopOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  const capture = captureApi({ ...options, token: null, asksForRating: true });
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://shop');
    if (url.pathname === '/shop' && request.method === 'GET') {
      const language = languageOf(url.searchParams.get('lang'), request.headers['accept-language']);
      send(response, 200, 'text/html', renderShopPage({ ...options, language }));
      return true;
    }
    if (url.pathname === '/shop/answer' && request.method === 'POST') {
      await sendAnswer(request, response, options);
      return true;
    }
    if (url.pathname.startsWith('/shop/assets/')) {
      sendAsset(response, url.pathname.slice('/shop/assets/'.length));
      return true;
    }
    return capture(request, response);
  };
}

async function sendAnswer(request: IncomingMessage, response: ServerResponse, { origins }: ShopOptions): Promise<void> {
  if (!origins.includes(request.headers.origin ?? '')) {
    send(response, 403, 'application/json', JSON.stringify({ error: 'Only the shop page may ask its assistant.' }));
    return;
  }
  try {
    const { language, text, turn } = parseBody(question, await readJson(request));
    send(response, 200, 'application/json', JSON.stringify(reply(language, text, turn)));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    send(response, 400, 'application/json', JSON.stringify({ error: error.message }));
  }
}

function sendAsset(response: ServerResponse, name: string): void {
  const path = ASSETS.get(name);
  const type = TYPES[name.slice(name.lastIndexOf('.') + 1) as keyof typeof TYPES];
  if (path === undefined || type === undefined) send(response, 404, 'text/plain', 'Not found');
  else send(response, 200, type, readFileSync(path));
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, {
    'content-type': type.startsWith('font/') ? type : `${type}; charset=utf-8`,
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  });
  response.end(body);
}

/** What was chosen, else what the browser prefers, else English. */
function languageOf(chosen: string | null, preferred = ''): ShopLanguage {
  const wanted = [chosen ?? '', ...preferred.split(',')].map((one) => one.trim().slice(0, 2).toLowerCase());
  return wanted.find((one): one is ShopLanguage => Object.hasOwn(SHOP_TEXTS, one)) ?? 'en';
}
