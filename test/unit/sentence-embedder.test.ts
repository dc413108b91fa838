import { describe, expect, test } from 'vitest';
import { lengthOf } from '../../src/csat/gaps/meaning.ts';
import { dot } from '../../src/csat/gaps/vectors.ts';
import { type Engine, embedEach, sentenceEmbedder } from '../../src/jobs/sentence-embedder.ts';

const lengths: Engine = async (text) => [text.length];

describe('texts become vectors one by one', () => {
  test('but those without a word have none, and the model is not asked about them, nor loaded for them', async () => {
    const asked: string[] = [];
    let loads = 0;
    const embed = embedEach(async () => {
      loads++;
      return async (text) => {
        asked.push(text);
        return lengths(text);
      };
    });
    expect(await embed(['', ' \n\t'])).toEqual([null, null]);
    expect(loads).toBe(0);
    expect(await embed(['Where?', '', 'Now'])).toEqual([Float32Array.of(6), null, Float32Array.of(3)]);
    expect(asked).toEqual(['Where?', 'Now']);
    expect(loads).toBe(1);
  });

  test('and of a very long one only the beginning is read', async () => {
    const embed = embedEach(async () => lengths);
    expect(await embed(['x'.repeat(100_000)])).toEqual([Float32Array.of(2_000)]);
  });

  test('and one that the model cannot take has none, and holds up no other, though it broke the model', async () => {
    let loads = 0;
    const embed = embedEach(async () => {
      loads++;
      let broken = false;
      return async (text) => {
        broken ||= text === 'odd';
        if (broken) throw new Error('unreachable');
        return lengths(text);
      };
    });
    expect(await embed(['odd', 'Where?'])).toEqual([null, Float32Array.of(6)]);
    expect(loads).toBe(2);
  });

  test('but a model that takes nothing, loaded anew, is a failure and not a property of the texts; it is tried again', async () => {
    let works = false;
    const embed = embedEach(async () => {
      if (works) return lengths;
      return async () => {
        throw new Error('out of memory');
      };
    });
    await expect(embed(['Where?'])).rejects.toThrow('out of memory');
    works = true;
    expect(await embed(['Where?'])).toEqual([Float32Array.of(6)]);
  });

  test('and a model that could not be loaded is loaded at the next text', async () => {
    let works = false;
    const embed = embedEach(async () => {
      if (!works) throw new Error('no such file');
      return lengths;
    });
    await expect(embed(['Where?'])).rejects.toThrow('no such file');
    works = true;
    expect(await embed(['Where?'])).toEqual([Float32Array.of(6)]);
  });
});

describe('the sentence model', { timeout: 60_000 }, () => {
  const CARD = 'Where is my card?';

  test('gives a text the same vector, to the bit, whatever is asked beside it', async () => {
    const [first, ...rest] = await sentenceEmbedder.embed([CARD, 'How do I get a refund?', CARD]);
    const again = await sentenceEmbedder.embed([...Array.from({ length: 23 }, (_, at) => `Question ${at}`), CARD]);
    expect(first).toHaveLength(sentenceEmbedder.dimensions);
    expect(rest[1]).toEqual(first);
    expect(again.at(-1)).toEqual(first);
  });

  test('puts what means the same nearer than what shares its words', async () => {
    const [refund, same, other] = (await sentenceEmbedder.embed([
      'How do I get a refund?',
      'I want my money back',
      'How do I get a passcode?',
    ])) as [Float32Array, Float32Array, Float32Array];
    expect(dot(refund, same)).toBeGreaterThan(dot(refund, other));
  });

  test.each([
    ['emoji', '🙂👨‍👩‍👧'],
    ['half of a character', '\ud800 where \udc00'],
    ['a zero', 'a\0b'],
    ['another script', '我的包裹在哪里'],
    ['what is not to be seen', '\u200b\u202e\ufeff'],
    ['marks upon marks', `a${'\u0300'.repeat(500)}`],
    ['the model’s own marks', '[CLS] [SEP] [MASK] [PAD]'],
    ['dots', '...'],
  ])('takes %s', async (_, text) => {
    const [vector] = await sentenceEmbedder.embed([text]);
    expect(lengthOf(vector ?? new Float32Array())).toBeCloseTo(1, 4);
  });
});
