import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DigestFigures, digestFiguresSchema, lateMinutesOf, warningsOf } from '../../src/csat/digest.ts';
import { type HeadlineCase, headlineCaseOf, headlineOf } from '../../src/csat/headline.ts';
import { overviewOf } from '../../src/csat/overview.ts';
import { addDays, daysOf, instantsOf, weekFrom } from '../../src/csat/period.ts';
import { LANGUAGES, voiceOf } from '../../src/csat/voice.ts';
import { digestOf, figuresOf, partFigures, ratings, repeat } from '../support/digests.ts';

const CASES: Record<HeadlineCase, DigestFigures> = {
  up: figuresOf({ daily: [repeat(5, 20), repeat(4, 5)], before: [...repeat(1, 9), ...repeat(5, 9)] }),
  down: figuresOf({ daily: [repeat(1, 20), repeat(5, 5)], before: [...repeat(5, 18), 1] }),
  'no clear change': figuresOf({ daily: [[5, 4, 3, 5, 4, 2]], before: [4, 4, 3, 5, 3, 3] }),
  'too few to call': figuresOf({ daily: [[5, 4, 5]], before: repeat(4, 30) }),
  'first week': figuresOf({ daily: [[5, 4, 5, 4]] }, { firstWeek: true }),
  'nothing before': figuresOf({ daily: [[5, 4, 5, 4]] }),
  'no ratings': figuresOf({ before: [4, 5], conversations: 41 }),
  silent: figuresOf({ before: [4, 5] }, { lastConversationOn: '2026-10-30' }),
  'never anything': figuresOf({}, { lastConversationOn: null, firstWeek: true }),
};
const EVERY = Object.keys(CASES) as HeadlineCase[];
const SPOKEN = Object.keys(LANGUAGES);

describe('the headline', () => {
  test.each(EVERY)('knows a week of the case "%s"', (said) => {
    expect(headlineCaseOf(CASES[said])).toBe(said);
  });

  test.each(SPOKEN)('has a sentence of its own for every case in %s, on time and late', (language) => {
    const sentences = EVERY.flatMap((said) => [
      headlineOf(digestOf(CASES[said], { language })),
      headlineOf(digestOf(CASES[said], { language, lateMinutes: 300 })),
    ]);
    expect(new Set(sentences).size).toBe(2 * EVERY.length);
    for (const sentence of sentences) {
      expect(sentence).toMatch(/[.。]$/);
      expect(sentence).not.toMatch(/NaN|undefined|null|\{|\}|\n|Infinity/);
    }
  });

  test('says what happened, whether it means anything, and what drove it', () => {
    expect(headlineOf(digestOf(CASES.down))).toBe(
      'CSAT fell from 4.79 to 1.80 (25 ratings), more than chance would explain; downvotes went from 5% to 80% of the ratings.',
    );
    expect(headlineOf(digestOf(CASES['no clear change']))).toBe(
      'CSAT was 3.83 (6 ratings) after 3.67 the week before (6 ratings), which is no clear change and could be chance.',
    );
    expect(headlineOf(digestOf(CASES['no ratings']))).toBe(
      'Nobody rated a conversation that week; the connection is alive, and 41 conversations came in.',
    );
  });

  test('names the assistant that most of a clear change comes from', () => {
    const parts = [
      partFigures('Shop', { mean: 5, rated: 5, meanBefore: 5, ratedBefore: 10, call: 'no clear change' }),
      partFigures('Returns', { mean: 1, rated: 20, meanBefore: 4.6, ratedBefore: 9, call: 'down' }),
    ];
    const headline = headlineOf(digestOf({ ...CASES.down, breakdown: { by: 'assistant', parts } }));
    expect(headline).toContain('most of it comes from Returns.');
  });

  test('names no assistant where they share the change', () => {
    const half = { mean: 1.8, meanBefore: 4.79, ratedBefore: 6 };
    const parts = ['a', 'b', 'c'].map((id) => partFigures(id, { ...half, rated: 8 }));
    expect(headlineOf(digestOf({ ...CASES.down, breakdown: { by: 'assistant', parts } }))).not.toContain('comes from');
  });

  test('writes one rating and many, and numbers, as the language does', () => {
    expect(headlineOf(digestOf(figuresOf({ daily: [[5]], before: repeat(4, 1234) }), { language: 'de' }))).toBe(
      'Der CSAT lag bei 5,00 aus 1 Bewertung, in der Vorwoche gab es 1.234 Bewertungen; das sind zu wenige, um eine Veränderung zu erkennen.',
    );
  });

  test.each([
    ['en', 'Delayed by 5 hours: CSAT was', 'Delayed by 5 hours: nobody rated'],
    ['de', 'Um 5 Stunden verspätet: Der CSAT lag', 'Um 5 Stunden verspätet: In der Berichtswoche'],
    [
      'fr',
      'Avec 5\u00a0heures de retard\u00a0: le CSAT était',
      'Avec 5\u00a0heures de retard\u00a0: personne n’a noté',
    ],
    ['es', 'Con 5 horas de retraso: el CSAT fue', 'Con 5 horas de retraso: nadie valoró'],
    ['pt', 'Com 5 horas de atraso: o CSAT foi', 'Com 5 horas de atraso: ninguém avaliou'],
    ['ja', '5時間遅れの配信：CSATは', '5時間遅れの配信：この週は'],
  ])('that is late goes on as a sentence does in %s', (language, fewRatings, noRatings) => {
    const late = (said: HeadlineCase) => headlineOf(digestOf(CASES[said], { language, lateMinutes: 300 }));
    expect(late('too few to call').slice(0, fewRatings.length)).toBe(fewRatings);
    expect(late('no ratings').slice(0, noRatings.length)).toBe(noRatings);
  });

  test('never speaks of the week that is running', () => {
    const running = /this week|diese[rn]? Woche|cette semaine(?!-là)|esta semana|nesta semana|今週/i;
    for (const language of SPOKEN) {
      for (const said of EVERY) expect(headlineOf(digestOf(CASES[said], { language }))).not.toMatch(running);
      expect(JSON.stringify([voiceOf(language).words.chart, voiceOf(language).words.title('x')])).not.toMatch(running);
      expect(voiceOf(language).words.warning.responseRate('10%', '50%')).not.toMatch(running);
    }
  });

  test('is English where the language is not spoken or no language at all', () => {
    expect(voiceOf('tlh').words).toBe(LANGUAGES.en?.words);
    expect(voiceOf('not a language').language).toBe('en');
    expect(voiceOf('de-AT').words).toBe(LANGUAGES.de?.words);
  });
});

describe('the figures', () => {
  const scores = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 12 });
  const thumbs = fc.record({ up: fc.nat(50), down: fc.nat(50) });
  const weeks = fc
    .record({
      daily: fc.array(scores, { minLength: 7, maxLength: 7 }),
      before: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 60 }),
      thumbs,
      thumbsBefore: thumbs,
      unrated: fc.nat(100),
    })
    .map(({ unrated, ...week }) => ({ ...week, conversations: week.daily.flat().length + unrated }));

  test('of the days, weighted by their counts, give the mean of the week, in every zone and week', () => {
    const zones = fc.constantFrom('Australia/Lord_Howe', 'America/Santiago', ...Intl.supportedValuesOf('timeZone'));
    const mondays = fc.integer({ min: 0, max: 1_500 }).map((week) => addDays('2011-01-03', 7 * week));
    fc.assert(
      fc.property(weeks, zones, mondays, (week, zone, monday) => {
        const period = weekFrom(monday, zone);
        const { csat, daily, previous } = overviewOf(period, 'real', {
          daily: week.daily.map((scores) => ratings(...scores)),
          before: ratings(...week.before),
          thumbs: week.thumbs,
          thumbsBefore: week.thumbsBefore,
          coverage: { conversations: week.conversations, rated: week.daily.flat().length },
        });
        const rated = daily.reduce((sum, day) => sum + day.rated, 0);
        const weighted = daily.reduce((sum, day) => sum + (day.mean ?? 0) * day.rated, 0);
        expect(rated).toBe(csat.rated);
        if (rated === 0) expect(csat.mean).toBeNull();
        else expect(csat.mean).toBeCloseTo(weighted / rated, 10);
        expect(daily.map(({ day }) => day)).toEqual(daysOf(period));
        expect(instantsOf({ zone, ...previous }).end).toEqual(instantsOf(period).start);
      }),
    );
  });

  test('are never NaN or infinite, and never a 0 that means none', () => {
    fc.assert(
      fc.property(weeks, (week) => {
        const figures = figuresOf(week);
        const { csat, daily, messageFeedback, coverage } = figures.overview;
        JSON.stringify(figures, (_, value) => {
          if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
          return value;
        });
        for (const { mean, rated } of [...daily, csat, csat.previous]) {
          expect(mean === null).toBe(rated === 0);
          if (mean !== null) expect(mean).toBeGreaterThanOrEqual(1);
        }
        expect(messageFeedback.upShare === null).toBe(messageFeedback.up + messageFeedback.down === 0);
        expect(messageFeedback.upChange === null).toBe(messageFeedback.previous.up === 0);
        expect(coverage.responseRate === null).toBe(coverage.conversations === 0);
        expect(headlineOf(digestOf(figures))).not.toMatch(/NaN|Infinity/);
      }),
    );
  });

  test('reach every case of the headline, and none says a number that is none', () => {
    const facts = fc.record({
      firstWeek: fc.boolean(),
      lastConversationOn: fc.option(fc.constant('2026-11-15')),
    });
    const fewOrMany = fc.oneof(
      weeks,
      weeks.map((week) => ({ ...week, daily: [] })),
      weeks.map((week) => ({ ...week, before: [] })),
      weeks.map((week) => ({ ...week, daily: [], conversations: 0 })),
      fc.constantFrom(1, 5).map((score) => ({ daily: [repeat(score, 20)], before: repeat(6 - score, 20) })),
    );
    const reached = new Map<HeadlineCase, number>();
    fc.assert(
      fc.property(fewOrMany, facts, fc.constantFrom(...SPOKEN), (week, changes, language) => {
        const figures = figuresOf(week, changes);
        const said = headlineCaseOf(figures);
        reached.set(said, (reached.get(said) ?? 0) + 1);
        expect(headlineOf(digestOf(figures, { language }))).not.toMatch(/NaN|Infinity|undefined|null/);
      }),
      { numRuns: 500, seed: 20_261_122 },
    );
    expect([...reached.keys()].sort()).toEqual([...EVERY].sort());
  });

  test('survive being kept as JSON', () => {
    fc.assert(
      fc.property(weeks, (week) => {
        const figures = figuresOf(week);
        expect(digestFiguresSchema.parse(JSON.parse(JSON.stringify(figures)))).toEqual(figures);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the warnings', () => {
  const quiet = { sandboxConversations: 0, silences: [], skipped: null };
  const lastWeek = (responseRate: number | null, conversations = 50) => ({ daily: [], conversations, responseRate });
  const rated = (conversations: number) => figuresOf({ daily: [repeat(5, 10)], conversations }).overview;

  test('tell of a response rate that fell by more than half, not by half', () => {
    expect(warningsOf({ ...quiet, overview: rated(50), before: lastWeek(0.41) })).toEqual([
      { kind: 'response rate', now: 0.2, before: 0.41 },
    ]);
    expect(warningsOf({ ...quiet, overview: rated(50), before: lastWeek(0.4) })).toEqual([]);
    expect(warningsOf({ ...quiet, overview: rated(50), before: lastWeek(null, 0) })).toEqual([]);
  });

  test('tell of a silence longer than ever before', () => {
    const silence = { assistant: 'Shop', lastOn: '2026-11-12', silentMinutes: 4_000, longestBeforeMinutes: 3_999 };
    const facts = { ...quiet, overview: rated(10), before: lastWeek(1) };
    expect(warningsOf({ ...facts, silences: [silence] })).toEqual([{ kind: 'silent', ...silence }]);
    for (const longestBeforeMinutes of [4_000, 3_999.8]) {
      expect(warningsOf({ ...facts, silences: [{ ...silence, longestBeforeMinutes }] })).toEqual([]);
    }
    expect(warningsOf({ ...facts, silences: [{ ...silence, longestBeforeMinutes: null }] })).toEqual([]);
  });

  test('tell of a large sandbox, with its size', () => {
    const facts = { ...quiet, overview: rated(30), before: lastWeek(0.5) };
    expect(warningsOf({ ...facts, sandboxConversations: 10 })).toEqual([
      { kind: 'sandbox', conversations: 10, share: 0.25 },
    ]);
    expect(warningsOf({ ...facts, sandboxConversations: 9 })).toEqual([]);
  });
});

test('a digest is late after two hours, not at two', () => {
  const due = new Date('2026-11-16T08:00:00Z');
  expect(lateMinutesOf(due, new Date('2026-11-16T10:00:00Z'))).toBeNull();
  expect(lateMinutesOf(due, new Date('2026-11-16T10:01:00Z'))).toBe(121);
});
