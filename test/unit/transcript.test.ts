import { describe, expect, test } from 'vitest';
import { ANY_CONVERSATION } from '../../src/csat/filters.ts';
import { parseTranscriptPlace } from '../../src/slack/carried.ts';
import { ACTION } from '../../src/slack/ids.ts';
import {
  failedTranscript,
  loadingTranscript,
  missingTranscript,
  transcript,
} from '../../src/slack/views/transcript.ts';
import { pagesOf } from '../../src/slack/views/transcript-pages.ts';
import { assertFitsSlack, elementsOf, wordsOf } from '../support/fits-slack.ts';
import { conversation, HOSTILE_TEXTS, turn } from '../support/samples.ts';

test('satisfaction and the negative reason stand above every turn', () => {
  const words = wordsOf(transcript(conversation()));
  expect(words).toMatch(/^Satisfaction Negative 1 of 5 .*Nobody answered my question\..*Where is my parcel\?/);
});

test('a rated turn has its badge and the reason under it', () => {
  const givenAt = new Date('2026-11-09T08:01:00Z');
  const turns = [
    turn({ thumb: { value: 'up', reason: null, givenAt } }),
    turn({ id: 'm-2', thumb: { value: 'down', reason: 'wrong topic', givenAt } }),
  ];
  const [, , , up, down] = transcript(conversation({ turns })).blocks;
  expect(up).toEqual({
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'Shop', style: { bold: true } },
          { type: 'text', text: '  ·  ' },
          {
            type: 'date',
            timestamp: 1_794_211_205,
            format: '{date_short_pretty} at {time}',
            fallback: '2026-11-09 08:00 UTC',
          },
        ],
      },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'You can return it within 30 days.' }] },
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: '👍 ' },
          { type: 'text', text: 'Positive feedback by user', style: { bold: true } },
        ],
      },
    ],
  });
  expect(wordsOf({ blocks: [down as object] })).toContain('👎 Negative feedback by user : wrong topic');
});

test('an unrated conversation is Unknown, and has no reason to show', () => {
  const words = wordsOf(transcript(conversation({ rating: null })));
  expect(words).toMatch(/^Satisfaction Unknown Shop/);
  expect(words).not.toContain('No reason');
});

test('a short conversation is one page without buttons to turn it', () => {
  const view = transcript(conversation());
  expect(elementsOf(view, ACTION.laterTurns)).toEqual([]);
  expect(wordsOf(view)).not.toContain('Messages 1');
});

test('the pages of a long conversation hold every turn once, in order', () => {
  const turns = Array.from({ length: 5_000 }, (_, index) =>
    turn({ id: `m-${index}`, body: 'x'.repeat(index % 3_000) }),
  );
  expect(pagesOf(turns).flat()).toEqual(turns);
});

test('pages are turned by their numbers, and the modal remembers whose transcript it is', () => {
  const turns = Array.from({ length: 100 }, (_, index) => turn({ id: `m-${index}` }));
  const view = transcript(conversation({ turns }), { page: 1 });
  expect(wordsOf(view)).toContain('Messages 41–80 of 100');
  expect(elementsOf(view, ACTION.earlierTurns)).toMatchObject([{ value: '0' }]);
  expect(elementsOf(view, ACTION.laterTurns)).toMatchObject([{ value: '2' }]);
  expect(parseTranscriptPlace(view.private_metadata ?? '').key).toEqual({ assistant: 'shop', id: 'c-1' });
});

test('a page past the end is the last one', () => {
  expect(transcript(conversation(), { page: 99 })).toEqual(transcript(conversation(), { page: 0 }));
});

describe('opened from a list that was searched', () => {
  const from = (words: string) => ({
    list: {
      place: { feedback: 'downvote' as const, filter: { ...ANY_CONVERSATION, words }, after: null, before: null },
      url: null,
    },
  });
  const marked = (view: { blocks: readonly object[] }) =>
    [...JSON.stringify(view.blocks).matchAll(/"text":"([^"]*)","style":\{"code":true\}/g)].map(([, text]) => text);

  test('what was searched for is marked in the turns and in the reason, in any case', () => {
    const view = transcript(conversation(), from('PARCEL'));
    expect(marked(view)).toEqual(['PARCEL', 'parcel']);
    expect(wordsOf(view)).toContain('Searched for PARCEL · first in message 1');
    expect(marked(transcript(conversation(), from('my  question')))).toEqual(['my question', 'my question']);
    expect(wordsOf(transcript(conversation()))).not.toContain('Searched for');
  });

  test('it opens on the page that holds the first match, and turns to any other', () => {
    const turns = Array.from({ length: 100 }, (_, at) =>
      turn({ id: `m-${at}`, body: at === 85 ? '返品したい' : 'はい' }),
    );
    const view = transcript(conversation({ turns }), from('返品'));
    expect(wordsOf(view)).toContain('Messages 81–100 of 100');
    expect(wordsOf(view)).toContain('first in message 86');
    expect(marked(view)).toEqual(['返品', '返品']);
    const { list } = parseTranscriptPlace(view.private_metadata ?? '');
    expect(wordsOf(transcript(conversation({ turns }), { page: 0, list }))).toContain('Messages 1–40 of 100');
  });

  test('a match far down in a long message is shown, not cut off', () => {
    const body = `${'long '.repeat(2_000)}needle ${'tail '.repeat(2_000)}`;
    const view = transcript(conversation({ turns: [turn({ body })] }), from('needle'));
    expect(marked(view)).toEqual(['needle', 'needle']);
    assertFitsSlack(view);
  });

  test.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))(
    '%j is marked in itself, and fits',
    (_name, text) => {
      const turns = Array.from({ length: 3 }, () => turn({ body: `${text} and ${text}` }));
      for (const words of [text.slice(0, 200), '.*', '(', 'a'])
        assertFitsSlack(transcript(conversation({ turns }), from(words)));
    },
  );
});

describe('whatever was written', () => {
  test.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))('%j fits into the modal', (_name, text) => {
    const givenAt = new Date('2026-11-09T08:01:00Z');
    const turns = (['shopper', 'assistant', 'agent'] as const).flatMap((role) =>
      Array.from({ length: 20 }, () => turn({ role, body: text, thumb: { value: 'down', reason: text, givenAt } })),
    );
    const hostile = conversation({
      assistantName: text,
      locale: text,
      topics: Array.from({ length: 50 }, () => text),
      rating: { verdict: 'down', score: 1, negativeReason: text, ratedAt: givenAt },
      turns,
    });
    for (let page = 0; page < pagesOf(turns).length; page += 1) assertFitsSlack(transcript(hostile, { page }));
  });

  test('every page of 5,000 turns fits', () => {
    const turns = Array.from({ length: 5_000 }, (_, index) => turn({ id: `m-${index}`, body: '👍'.repeat(index) }));
    const pages = pagesOf(turns).length;
    const lengths = pagesOf(turns).map((_, page) => wordsOf(transcript(conversation({ turns }), { page })).length);
    expect(Math.max(...lengths)).toBeLessThan(13_200);
    for (const page of [0, 1, Math.floor(pages / 2), pages - 1])
      assertFitsSlack(transcript(conversation({ turns }), { page }));
  });

  test('an id longer than Slack can remember leaves the page without buttons', () => {
    const turns = Array.from({ length: 100 }, (_, index) => turn({ id: `m-${index}` }));
    const view = transcript(conversation({ id: 'x'.repeat(5_000), turns }));
    assertFitsSlack(view);
    expect(elementsOf(view, ACTION.laterTurns)).toEqual([]);
  });

  test('the loading, missing and failed views fit', () => {
    for (const view of [loadingTranscript(), missingTranscript(), failedTranscript('It failed.', 'Try again.')])
      assertFitsSlack(view);
  });
});
