import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { refusal } from '../../src/workspace/page/guard.ts';

const TOKEN = 'a-token';
const ask = (method: string, headers: Record<string, string>) =>
  refusal({ method, headers: { host: '127.0.0.1:4000', ...headers } } as unknown as IncomingMessage, TOKEN);
const own = { origin: 'http://127.0.0.1:4000', 'x-page-token': TOKEN };

describe('a request to the page', () => {
  it('is served when the page itself makes it', () => {
    expect(ask('GET', {})).toBeNull();
    expect(ask('POST', own)).toBeNull();
  });

  it('is refused under a foreign host name, as after DNS rebinding', () => {
    expect(ask('GET', { host: 'evil.example:4000' })).toContain('evil.example');
    expect(ask('GET', { host: '127.0.0.1.evil.example' })).toContain('localhost only');
  });

  it('is refused as a change from another site, or from nowhere', () => {
    expect(ask('POST', { ...own, origin: 'http://evil.example' })).toContain('evil.example');
    expect(ask('POST', { ...own, origin: 'http://127.0.0.1:4001' })).toContain('4001');
    expect(ask('POST', { 'x-page-token': TOKEN })).toContain('nowhere');
    expect(ask('GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toContain('Another site');
  });

  it('is served when a link elsewhere leads to it', () => {
    expect(ask('GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).toBeNull();
  });

  it("is refused as a change without this page's token", () => {
    expect(ask('POST', { ...own, 'x-page-token': 'another' })).toContain('reload');
    expect(ask('POST', { origin: own.origin })).toContain('reload');
  });
});
