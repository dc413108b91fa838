import { describe, expect, test } from 'vitest';
import { turnThatHurt } from '../../src/csat/conversation.ts';
import { scoreOf } from '../../src/csat/feedback.ts';
import { groupQuestions } from '../../src/csat/gaps/group-questions.ts';
import { addDays, dayOf, instantsOf, lastCompleteWeek, type Period, weekFrom } from '../../src/csat/period.ts';
import { parseImportLine } from '../../src/sources/import-format.ts';
import { storyLines, tellStory } from '../../src/workspace/story/story.ts';
import type { StoryConversation } from '../../src/workspace/story/tell-conversation.ts';
import { german } from '../../src/workspace/story/text/de.ts';
import { english } from '../../src/workspace/story/text/en.ts';

const now = new Date('2026-11-18T15:30:00Z');
const zone = 'Europe/Berlin';
const told = [...tellStory({ now })];
const real = told.filter(({ environment }) => environment === 'real');
const shop = real.filter(({ assistant }) => assistant === 'shop');
const badWeek = lastCompleteWeek(now, zone);

function ratedIn(period: Period): StoryConversation[] {
  const { start, end } = instantsOf(period);
  return shop.filter(({ rating }) => rating && new Date(rating.ratedAt) >= start && new Date(rating.ratedAt) < end);
}

function meanOf(rated: StoryConversation[]): number {
  const scores = rated.map(({ rating }) => scoreOf(rating?.verdict ?? 'up', rating?.score ?? null));
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

const asTurn = ({ feedback, feedbackAt, ...message }: StoryConversation['messages'][number]) => ({
  ...message,
  sentAt: new Date(message.sentAt),
  thumb:
    feedback === null || feedbackAt === null ? null : { value: feedback, reason: null, givenAt: new Date(feedbackAt) },
});

const isDown = ({ rating }: StoryConversation) => rating?.verdict === 'down';

describe('the story', () => {
  test('is the same for the same now and seed, and another for another seed', () => {
    expect([...tellStory({ now })]).toEqual(told);
    expect([...tellStory({ now, seed: 'another' })]).not.toEqual(told);
  });

  test('goes on when it is told again later in the same week: what was told stays, unfinished ends are finished', () => {
    const later = new Map([...tellStory({ now: new Date('2026-11-20T09:00:00Z') })].map((one) => [one.id, one]));
    const finished = told.filter(({ resolvedAt, startedAt }) => resolvedAt !== null && startedAt < '2026-11-16');
    for (const conversation of told) expect(later.has(conversation.id)).toBe(true);
    for (const { id, messages } of finished) expect(later.get(id)?.messages.length).toBe(messages.length);
    expect(later.size).toBeGreaterThan(told.length);
  });

  test('has a size that seeds in seconds, and unique ids', () => {
    expect(told.length).toBeGreaterThan(3_000);
    expect(told.length).toBeLessThan(4_500);
    expect(new Set(told.map(({ assistant, id }) => `${assistant}/${id}`)).size).toBe(told.length);
  });

  test.each([
    '2026-11-18T15:30:00Z',
    '2026-11-16T00:05:00+01:00',
    '2026-11-01T23:59:00+01:00',
    '2027-03-29T09:00:00+02:00',
    '2026-12-31T23:00:00Z',
  ])('told at %s covers eight complete weeks, and holds nothing later and nothing out of order', (at) => {
    const present = new Date(at);
    const conversations = [...tellStory({ now: present })];
    const week = lastCompleteWeek(present, zone);
    const days = new Set(
      conversations
        .filter(({ assistant }) => assistant === 'shop')
        .map(({ startedAt }) => dayOf(new Date(startedAt), zone)),
    );
    for (let back = -49; back < 7; back += 1) expect(days).toContain(addDays(week.from, back));
    for (const { startedAt, resolvedAt, messages, rating } of conversations) {
      const instants = [startedAt, ...messages.map(({ sentAt }) => sentAt), resolvedAt, rating?.ratedAt]
        .filter((instant) => typeof instant === 'string')
        .map((instant) => Date.parse(instant));
      expect(instants).toEqual([...instants].sort((one, other) => one - other));
      expect(Math.max(...instants)).toBeLessThanOrEqual(present.getTime());
      expect(messages.length).toBeGreaterThan(0);
      for (const message of messages) {
        expect(message.feedback === null).toBe(message.feedbackAt === null);
        if (message.feedbackAt === null) continue;
        expect(message.role).toBe('assistant');
        expect(Date.parse(message.feedbackAt)).toBeGreaterThan(Date.parse(message.sentAt));
        expect(Date.parse(message.feedbackAt)).toBeLessThanOrEqual(present.getTime());
      }
    }
  });

  test('has a weekly rhythm: Monday is the busiest day and Sunday the quietest', () => {
    const counts = [0, 0, 0, 0, 0, 0, 0];
    for (const { startedAt } of shop) {
      const weekday = (new Date(`${dayOf(new Date(startedAt), zone)}T00:00:00Z`).getUTCDay() + 6) % 7;
      counts[weekday] = (counts[weekday] ?? 0) + 1;
    }
    expect(Math.max(...counts)).toBe(counts[0]);
    expect(Math.min(...counts)).toBe(counts[6]);
  });

  test('is quiet at night and busy in the evening', () => {
    const inHours = (from: number, to: number) =>
      shop.filter(({ startedAt }) => {
        const hour = Number(
          new Date(startedAt).toLocaleString('en', { timeZone: zone, hour: 'numeric', hour12: false }),
        );
        return hour >= from && hour < to;
      }).length;
    expect(inHours(18, 22)).toBeGreaterThan(20 * Math.max(1, inHours(2, 6)) * 0.5);
  });

  test('is rated by a quarter to a third, with a few sandbox runs', () => {
    const rate = real.filter(({ rating }) => rating !== null).length / real.length;
    expect(rate).toBeGreaterThan(0.25);
    expect(rate).toBeLessThan(0.35);
    expect(1 - real.length / told.length).toBeGreaterThan(0.02);
    expect(1 - real.length / told.length).toBeLessThan(0.06);
  });

  test('has a bad last week, which no other week comes near, and a week so far that recovers', () => {
    const bad = meanOf(ratedIn(badWeek));
    for (let back = 1; back < 8; back += 1) {
      expect(meanOf(ratedIn(weekFrom(addDays(badWeek.from, -7 * back), zone)))).toBeGreaterThan(bad + 0.4);
    }
    expect(meanOf(ratedIn(weekFrom(addDays(badWeek.from, 7), zone)))).toBeGreaterThan(bad + 0.2);
  });

  test('explains the bad week: most of its downvotes and thumbs down are about returns and deliveries', () => {
    const rated = ratedIn(badWeek).filter(isDown);
    const about = ({ topics }: StoryConversation) => topics[0] === 'returns' || topics[0] === 'shipping';
    expect(rated.filter(about).length / rated.length).toBeGreaterThan(0.65);
    const { start, end } = instantsOf(badWeek);
    const thumbed = shop.filter(({ messages }) =>
      messages.some(
        ({ feedback, feedbackAt }) =>
          feedback === 'down' && feedbackAt && new Date(feedbackAt) >= start && new Date(feedbackAt) < end,
      ),
    );
    expect(thumbed.filter(about).length / thumbed.length).toBeGreaterThan(0.65);
  });

  test('explains it by a few gaps, by words alone: the largest are all about returns and deliveries', () => {
    const { start, end } = instantsOf(badWeek);
    const within = (at: string | null | undefined) => at != null && new Date(at) >= start && new Date(at) < end;
    const asked = shop.flatMap((one) => {
      const { answer, question } = turnThatHurt(one.messages.map(asTurn));
      const isThumbed = answer?.thumb?.value === 'down' && within(answer.thumb.givenAt.toISOString());
      const isDownvoted = isDown(one) && within(one.rating?.ratedAt);
      return question !== null && (isThumbed || isDownvoted) ? [{ one, text: question.body, meaning: null }] : [];
    });
    const largest = groupQuestions(asked)
      .groups.map(({ members }) => members.map((at) => asked[at]?.one.topics[0] ?? 'none'))
      .slice(0, 4);
    for (const topics of largest) {
      expect(topics.length).toBeGreaterThanOrEqual(4);
      expect(topics.filter((topic) => topic !== 'returns' && topic !== 'shipping').length).toBeLessThanOrEqual(1);
    }
    expect(largest.flat().length / asked.length).toBeGreaterThan(0.25);
  });

  test('leaves the dead returns link as the gap that is still open', () => {
    const since = instantsOf(weekFrom(addDays(badWeek.from, 7), zone)).start;
    const says = (text: RegExp) =>
      shop.filter(
        ({ startedAt, messages }) => new Date(startedAt) >= since && messages.some(({ body }) => text.test(body)),
      ).length;
    expect(says(/fernweh\.example\/returns/)).toBeGreaterThan(0);
    expect(says(/Kranich/)).toBe(0);
  });

  test('asks about each gap in at least twelve ways, in both languages of the shop', () => {
    for (const book of [english, german]) {
      for (const topic of ['returns', 'shipping'] as const) {
        const incident = book.subjects[topic]?.incident;
        expect(new Set(incident?.questions).size).toBeGreaterThanOrEqual(12);
        expect(new Set(incident?.answers).size).toBeGreaterThanOrEqual(3);
      }
    }
  });

  test('holds what a demo must be able to show', () => {
    const reasons = told.flatMap(({ rating }) => (rating?.verdict === 'down' ? [rating.negativeReason] : []));
    for (const wanted of ['<!channel>', '*Three*', '@example.com']) {
      expect(reasons.some((reason) => reason?.includes(wanted))).toBe(true);
    }
    expect(reasons.filter((reason) => reason === null).length).toBeGreaterThan(20);
    expect(new Set(told.map(({ locale }) => locale))).toEqual(
      new Set(['de-DE', 'de-AT', 'en-GB', 'en-US', 'fr-FR', 'es-ES', 'ja-JP']),
    );
    expect(told.some(({ messages }) => messages.some(({ role }) => role === 'agent'))).toBe(true);
    expect(told.some(({ rating }) => rating !== null && rating.score === null)).toBe(true);
  });

  test('is told in lines that the import takes', async () => {
    let lines = 0;
    for await (const line of storyLines({ now })) {
      lines += 1;
      expect(parseImportLine(line)).toHaveProperty('record');
    }
    expect(lines).toBe(told.length);
  });

  test('leaves no slot unfilled', () => {
    const texts = told.flatMap(({ title, summary, messages }) => [title, summary, ...messages.map(({ body }) => body)]);
    expect(texts.filter((text) => text !== null && /[{}]|undefined|null/.test(text))).toEqual([]);
  });
});
