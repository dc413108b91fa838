import { describe, expect, test } from 'vitest';
import { reply, type ShopLanguage } from '../../src/workspace/shop/assistant.ts';
import { renderShopPage } from '../../src/workspace/shop/page.ts';
import { SHOP_TEXTS } from '../../src/workspace/shop/texts.ts';

const DEAD_LINK = /https:\/\/www\.fernweh\.example\/returns/;
const LANGUAGES = Object.keys(SHOP_TEXTS) as ShopLanguage[];

describe('the made-up shop’s assistant', () => {
  test.each<[ShopLanguage, string]>([
    ['en', 'return label'],
    ['en', 'that link is dead'],
    ['en', '404'],
    ['de', 'ich will meine Stiefel zurückschicken'],
    ['de', 'Link kaputt'],
    ['fr', 'le lien est cassé'],
    ['es', 'devolver'],
    ['ja', '返品したい'],
  ])('gives and insists on the dead returns link (%s: %s)', (language, typed) => {
    for (let turn = 0; turn < 4; turn += 1) {
      expect(reply(language, typed, turn)).toMatchObject({ topic: 'returns', body: expect.stringMatching(DEAD_LINK) });
    }
  });

  test.each<[ShopLanguage, string]>([
    ['en', 'where is my order?'],
    ['de', 'wann kommt mein Paket?'],
    ['fr', 'Quel est le délai de livraison ?'],
    ['es', '¿Cuándo llega mi pedido?'],
    ['ja', 'いつ届きますか'],
  ])('knows the new carrier (%s: %s)', (language, typed) => {
    const { topic, body } = reply(language, typed, 0);
    expect(topic).toBe('shipping');
    expect(body).toContain('Zugvogel');
    expect(body).not.toContain('Kranich');
  });

  test('answers every question that the page suggests, on its subject', () => {
    for (const language of LANGUAGES) {
      const topics = SHOP_TEXTS[language].chat.suggestions.map((text) => reply(language, text, 0).topic);
      expect(topics).toEqual(['returns', 'shipping', 'sizes']);
    }
  });

  test('admits what it does not understand, whatever is typed', () => {
    for (const typed of ['', 'asdf qwer', '\u202e<script>', '👎'.repeat(500)]) {
      expect(reply('en', typed, 7)).toMatchObject({ topic: null });
    }
  });

  test('takes up the order number, and leaves no slot unfilled', () => {
    expect(reply('en', 'cancel my order FW-12345', 0).body).toContain('FW-12345');
    for (const language of LANGUAGES) {
      for (const text of SHOP_TEXTS[language].chat.suggestions) {
        expect(reply(language, text, 0).body).not.toMatch(/[{}]/);
      }
    }
  });
});

test('the page carries its settings as data that cannot end the script early', () => {
  const html = renderShopPage({ language: 'en', assistant: '</script><b>', channel: 'a<b', workspacePath: '/' });
  expect(html).not.toContain('</script><b>');
  const settings = /id="settings">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
  expect(JSON.parse(settings)).toMatchObject({
    assistant: '</script><b>',
    texts: { happened: 'This is now in #a<b.' },
  });
});
