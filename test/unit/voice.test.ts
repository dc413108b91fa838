import { describe, expect, test } from 'vitest';
import { LANGUAGES, voiceOf } from '../../src/csat/voice.ts';

const SPOKEN = Object.keys(LANGUAGES);
const NARROW = '\u202f';
const FIXED = '\u00a0';
const thin = (text: string) => text.replaceAll(' – ', '\u2009–\u2009');

describe('one of a thing and many are said as the language does', () => {
  test.each([
    ['en', '0 of 80 conversations rated', '1 of 1 conversation rated', '32 of 80 conversations rated'],
    ['de', '0 von 80 Gesprächen bewertet', '1 von 1 Gespräch bewertet', '32 von 80 Gesprächen bewertet'],
    ['fr', '0 conversation notée sur 80', '1 conversation notée sur 1', '32 conversations notées sur 80'],
    ['es', '0 conversaciones valoradas de 80', '1 conversación valorada de 1', '32 conversaciones valoradas de 80'],
    ['pt', '0 conversa avaliada de 80', '1 conversa avaliada de 1', '32 conversas avaliadas de 80'],
    ['ja', '会話80件中0件が評価済み', '会話1件中1件が評価済み', '会話80件中32件が評価済み'],
  ])('in %s: rated conversations', (language, none, one, many) => {
    const { words, counted } = voiceOf(language);
    const said = (rated: number, of: number) => words.ratedOf(counted('rated', rated), counted('ofConversations', of));
    expect([said(0, 80), said(1, 1), said(32, 80)]).toEqual([none, one, many]);
  });

  test.each([
    ['en', '+1 pt', '−16.9 pts', '0 pts'],
    ['de', `+1${FIXED}%\u2011Punkt`, `−16,9${FIXED}%\u2011Punkte`, `0${FIXED}%\u2011Punkte`],
    ['fr', `+1${FIXED}pt`, `−16,9${FIXED}pts`, `0${FIXED}pt`],
    ['ja', '+1ポイント', '−16.9ポイント', '0ポイント'],
  ])('in %s: percentage points', (language, one, many, none) => {
    expect([0.01, -0.169, 0].map(voiceOf(language).points)).toEqual([one, many, none]);
  });

  test.each([
    ['en', 'and 1 more assistant', 'and 2 more assistants'],
    ['de', 'und 1 weiterer Assistent', 'und 2 weitere Assistenten'],
    ['fr', 'et 1 autre assistant', 'et 2 autres assistants'],
    ['es', 'y 1 asistente más', 'y 2 asistentes más'],
    ['pt', 'e mais 1 assistente', 'e mais 2 assistentes'],
  ])('in %s: assistants that found no place', (language, one, many) => {
    const { more } = voiceOf(language);
    // Nothing of how many ratings they have: they may have as many as the last that is shown.
    expect([more('assistant', 1), more('assistant', 2)]).toEqual([one, many]);
  });

  test.each([
    ['en', 'Not counted here: 1 conversation in the sandbox (25% of all).'],
    ['de', `Hier nicht gezählt: 1 Gespräch in der Sandbox (25${FIXED}% aller Gespräche).`],
    ['fr', `Hors décompte${FIXED}: 1 conversation de test (25${FIXED}% du total).`],
    ['es', `Fuera del recuento: 1 conversación de prueba (25${FIXED}% del total).`],
    ['pt', 'Fora da contagem: 1 conversa de teste (25% do total).'],
    ['ja', 'サンドボックスの会話1件（全体の25%）はここでは数えていません。'],
  ])('in %s: a sandbox of one conversation', (language, sentence) => {
    const { words, counted, share } = voiceOf(language);
    expect(words.warning.sandbox(counted('conversations', 1), share(0.25))).toBe(sentence);
  });
});

describe('days are written as the language does', () => {
  test.each([
    ['en', thin('Nov 9 – 15, 2026'), 'Mon 9', 'November 1, 2026'],
    ['de', '9.–15. Nov. 2026', 'Mo 9.', '1. November 2026'],
    ['fr', '9–15 nov. 2026', 'lun. 9', '1er novembre 2026'],
    ['es', '9–15 nov 2026', 'lun 9', '1 de noviembre de 2026'],
    ['pt', thin('9 – 15 de nov. de 2026'), 'seg. 9', '1º de novembro de 2026'],
    ['ja', '2026年11月9日〜15日', '9日(月)', '2026年11月1日'],
  ])('in %s', (language, week, day, first) => {
    const { days, shortDay, longDay } = voiceOf(language);
    expect(days({ from: '2026-11-09', to: '2026-11-16' }, true)).toBe(week);
    expect(shortDay('2026-11-09')).toBe(day);
    expect(longDay('2026-11-01')).toBe(first);
  });

  test('in Japanese over the end of a month and of a year', () => {
    const { days } = voiceOf('ja');
    expect(days({ from: '2026-10-26', to: '2026-11-02' })).toBe('10月26日〜11月1日');
    expect(days({ from: '2026-12-28', to: '2027-01-04' })).toBe('12月28日〜1月3日');
    expect(days({ from: '2026-12-28', to: '2027-01-04' }, true)).toBe('2026年12月28日〜2027年1月3日');
  });
});

describe('durations', () => {
  test('are written without the spaces of other languages in Japanese', () => {
    const { duration } = voiceOf('ja');
    expect([5, 300, 8_640].map(duration)).toEqual(['5分', '5時間', '6日間']);
  });

  test('of two that would read the same are told in a finer unit', () => {
    const { durationsApart } = voiceOf('en');
    const days = 24 * 60;
    expect(durationsApart(4 * days, 2 * days)).toEqual(['4 days', '2 days']);
    expect(durationsApart(3 * days + 300, 3 * days)).toEqual(['77 hours', '72 hours']);
    expect(durationsApart(3 * days + 5, 3 * days)).toEqual(['4,325 minutes', '4,320 minutes']);
  });
});

test('no line of French breaks before a tall sign', () => {
  const { words } = voiceOf('fr');
  const sentences = [words.made('Europe/Paris'), words.trial, words.labelled('a', 'b'), words.headline.neverAnything()];
  for (const sentence of sentences) expect(sentence).not.toMatch(/ [:;%!?»]/);
  expect(words.headline.neverAnything()).toContain(`${NARROW};`);
});

test.each(SPOKEN)('in %s no fact that is told has a place left over', (language) => {
  const { words } = voiceOf(language);
  const every = [
    ...Object.values(words.counted),
    ...(['assistant', 'topic', 'locale'] as const).map((by) => words.breakdown[by].more),
  ];
  for (const { one, other } of every) {
    expect(one).toContain('{n}');
    expect(other).toContain('{n}');
  }
});
