import { expect, test } from 'vitest';
import { conversationIdsIn, conversationUrl } from '../../src/csat/conversation-url.ts';

const TEMPLATE = 'https://inbox.example/c/{id}';

test.each<[string, string | null, string | null, string | null]>([
  ['its own address', 'http://own.example/x', TEMPLATE, 'http://own.example/x'],
  ['the template, with the id escaped', null, TEMPLATE, 'https://inbox.example/c/a%2Fb%3F%22'],
  [
    'the template where its own is no web address',
    'javascript:alert(1)',
    TEMPLATE,
    'https://inbox.example/c/a%2Fb%3F%22',
  ],
  ['nothing where both are none', 'file:///etc/passwd', 'slack://x/{id}', null],
  ['nothing from a template without a place for the id', null, 'https://inbox.example/', null],
  ['nothing from nothing', null, null, null],
])('a conversation is opened at %s', (_, own, template, expected) => {
  expect(conversationUrl(own, template, 'a/b?"')).toBe(expected);
});

test.each([
  ['https://x.example/c/{id}', 'https://x.example/c/a%20b', ['a b']],
  ['https://x.example/c/{id}', 'https://x.example/c/a?tab=2#m', ['a']],
  ['https://x.example/c/{id}/view', 'https://x.example/c/a/view', ['a']],
  ['https://x.example/c/{id}/view', 'https://x.example/c/a', []],
  ['https://x.example/c/{id}', 'https://x.example/c/', []],
  ['https://x.example/c/{id}', 'https://evil.example/c/a', []],
  ['https://x.example/c/{id}', 'https://x.example/c/%', []],
  ['https://x.example/c', 'https://x.example/c', []],
  [null, 'https://x.example/c/a', []],
])('the template %j is filled in %j with %j', (template, url, ids) => {
  expect(conversationIdsIn(url, template)).toEqual(ids);
});
