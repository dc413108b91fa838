import { describe, expect, test } from 'vitest';
import { embedEach } from '../../src/jobs/sentence-embedder.ts';

const lengths = async (text: string) => [text.length];

describe('texts become vectors one by one', () => {
  test('but those without a word have none, and the model is not asked about them', async () => {
    const asked: string[] = [];
    const embed = async (text: string) => {
      asked.push(text);
      return lengths(text);
    };
    expect(await embedEach(embed, ['Where?', '', ' \n\t', 'Now'])).toEqual([
      Float32Array.of(6),
      null,
      null,
      Float32Array.of(3),
    ]);
    expect(asked).toEqual(['Where?', 'Now']);
  });

  test('and one that the model cannot take has none, and holds up no other', async () => {
    const embed = async (text: string) => {
      if (text === 'odd') throw new Error('sparseIndices');
      return lengths(text);
    };
    expect(await embedEach(embed, ['odd', 'Where?'])).toEqual([null, Float32Array.of(6)]);
  });

  test('but a model that takes nothing any more is a failure, not a property of the texts', async () => {
    const embed = async () => {
      throw new Error('out of memory');
    };
    await expect(embedEach(embed, ['Where?'])).rejects.toThrow('out of memory');
  });
});
