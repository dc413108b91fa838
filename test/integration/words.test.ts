import { beforeAll, expect, test } from 'vitest';
import { ANY_CONVERSATION } from '../../src/csat/filters.ts';
import { countConversations, listConversations } from '../../src/db/conversations.ts';
import { importFeedback } from '../../src/sources/import.ts';
import { useDatabase } from '../support/database.ts';
import { fileOf, importLine } from '../support/import-lines.ts';

const database = useDatabase();

/** What is stored, what is asked for, whether it is found. Written with escapes where the eye cannot tell. */
const TABLE: [stored: string, asked: string, isFound: boolean][] = [
  ['Der Übergrößen-Zuschlag', 'ÜBERGRÖSSEN', true],
  ['Der Übergrößen-Zuschlag', 'ubergrossen', false],
  ['STRASSE und Straße', 'straße', true],
  ['Die STRASSE', 'Straße', true],
  ['Versandkosten', 'SANDKOST', true],
  ['Un reçu très élégant', 'REÇU TRÈS ÉLÉGANT', true],
  ['Un reçu', 'recu', false],
  ['Cafe\u0301 with two code points', 'Caf\u00e9', true],
  ['Caf\u00e9 with one', 'cafe\u0301', true],
  ['İADE işlemi ILIK ürün', 'iade', true],
  ['İADE işlemi ILIK ürün', 'ılık', true],
  ['ısparta', 'ISPARTA', true],
  ['Ο ΜΙΚΡΟΣ ΠΕΛΑΤΗΣ', 'μικρος', true],
  ['ο μικρος πελατης', 'ΠΕΛΑΤΗΣ', true],
  ['Где мой ЗАКАЗ', 'заказ', true],
  ['Հայերեն ՊԱՏՎԵՐ', 'պատվեր', true],
  ['ご注文の商品は昨日発送いたしました。返品の送料は当店が負担します。', '返品の送料', true],
  ['ご注文の商品は昨日発送いたしました。', '品', true],
  ['ご注文の商品は昨日発送いたしました。', '明日', false],
  ['品番ＡＢＣ１２３の件', 'abc123', true],
  ['品番ABC123の件', 'ＡＢＣ１２３', true],
  ['สินค้าของคุณจัดส่งแล้วเมื่อวานนี้', 'จัดส่งแล้ว', true],
  ['我的订单在哪里？', '订单', true],
  ['أين طلبي؟ لم يصل الطرد', 'الطرد', true],
  ['איפה ההזמנה שלי', 'ההזמנה', true],
  ['मेरा ऑर्डर कहाँ है', 'ऑर्डर', true],
  ['Thanks 👩‍👩‍👧 and 😀', '😀', true],
  ['Thanks 👩‍👩‍👧', '👩‍👩‍👧', true],
  ['100% sure', '100%', true],
  ['1000 sure', '100%', false],
  ['１００％', '100%', true],
  ['a_b', 'A_B', true],
  ['axb', 'a_b', false],
  ['C:\\temp', 'c:\\TEMP', true],
  ['it’s', "it's", false],
  ["'; drop table x; --", "'; DROP", true],
  ['  two   spaces', 'two   spaces', true],
];

beforeAll(async () => {
  const lines = TABLE.map(([stored], index) =>
    importLine({
      id: `c-${index}`,
      assistant: `a-${index}`,
      messages: [
        { id: 'm-1', role: 'shopper', body: index % 2 === 0 ? stored : 'Hello', sentAt: '2026-11-09T08:00:00Z' },
        { id: 'm-2', role: 'assistant', body: 'Hello', sentAt: '2026-11-09T08:01:00Z' },
      ],
      rating: { verdict: 'down', ratedAt: '2026-11-09T08:02:00Z', negativeReason: index % 2 === 0 ? null : stored },
    }),
  );
  await importFeedback(database.db, fileOf(lines));
});

test.each(TABLE.map((row, index) => [...row, index] as const))(
  'in “%s”, “%s” is found: %s',
  async (_, words, isFound, index) => {
    const filter = { ...ANY_CONVERSATION, assistants: [`a-${index}`], words };
    const query = { feedback: 'downvote', filter, limit: 10, after: null, before: null } as const;
    expect((await listConversations(database.db, query)).conversations).toHaveLength(isFound ? 1 : 0);
    expect(await countConversations(database.db, query)).toBe(isFound ? 1 : 0);
  },
);

test('words and other filters hold together', async () => {
  const ask = async (filter: object) => {
    const query = { feedback: 'downvote', limit: 10, after: null, before: null } as const;
    return (
      await listConversations(database.db, { ...query, filter: { ...ANY_CONVERSATION, words: 'hello', ...filter } })
    ).conversations;
  };
  expect(await ask({ assistants: ['a-0', 'a-1'] })).toHaveLength(2);
  expect(await ask({ assistants: ['a-0', 'a-1'], topics: ['none such'] })).toHaveLength(0);
  expect(await ask({ assistants: ['a-0', 'a-1'], locales: ['xx'] })).toHaveLength(0);
});
