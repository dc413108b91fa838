import { expect, test } from 'vitest';
import { below, FULL, type Rung } from '../../src/delivery/ladder.ts';

function rungs(kind: 'digest' | 'alert'): string[] {
  const tried: string[] = [];
  for (let rung: Rung | null = FULL; rung !== null; rung = below({ kind }, rung)) {
    tried.push(rung.plain ? 'plain' : rung.pictures);
  }
  return tried;
}

test('what Slack refuses of a digest is tried with less in it, one thing after the other', () => {
  expect(rungs('digest')).toEqual(['all', 'hosted', 'none', 'plain']);
});

test('a message that shows no chart is tried once more, in plain', () => {
  expect(rungs('alert')).toEqual(['all', 'plain']);
});
