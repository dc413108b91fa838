import { sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import type { Embedder } from '../../src/csat/gaps/meaning.ts';
import { dayOf } from '../../src/csat/period.ts';
import { EVERYTHING } from '../../src/csat/subscription.ts';
import { forgetOtherQuestions, loadOtherQuestions, recordOtherQuestions } from '../../src/db/other-questions.ts';
import { listQuestionsToEmbed, recordVectors } from '../../src/db/question-vectors.ts';
import { refreshGaps } from '../../src/jobs/gap-refresh.ts';
import { sentenceEmbedder } from '../../src/jobs/sentence-embedder.ts';
import { asked, type GivenAsked, giveAsked } from '../support/asked.ts';
import { empty, useDatabase } from '../support/database.ts';
import { giveSubscription } from '../support/feedback.ts';

const database = useDatabase();
const DAY_MS = 86_400_000;
const NOW = new Date('2026-11-18T12:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

const fine = (id: string, question: string, startedAt: Date, more: Partial<GivenAsked> = {}): GivenAsked => ({
  id,
  locale: 'en-GB',
  startedAt,
  turns: [
    { role: 'shopper', body: question },
    { role: 'assistant', body: 'Of course.' },
    { role: 'shopper', body: 'Thank you' },
  ],
  ...more,
});
const choose = (at: Date, most?: number) =>
  recordOtherQuestions(database.db, { assistants: [], day: dayOf(at, 'UTC'), most });
const forget = (most?: number) => forgetOtherQuestions(database.db, { assistants: [], most });
const chosen = async () =>
  (
    await database.db.execute<{ id: string }>(
      sql`select conversation_id as id from thumbline.other_questions order by 1`,
    )
  ).map(({ id }) => id);
const embedAll = async () => {
  const waiting = await listQuestionsToEmbed(database.db, {
    ...{ table: 'other_questions', assistants: [], since: daysAgo(60), limit: 1_000 },
  });
  await recordVectors(
    database.db,
    'other_questions',
    'test',
    waiting.map((question) => ({ question, vector: Float32Array.of(question.text.length, 1) })),
  );
};

const indifferent: Embedder = { dimensions: 2, embed: async (texts) => texts.map(() => Float32Array.of(1, 1)) };

/** The sentence model, asked once about a text. */
function remembering(): Embedder {
  const vectors = new Map<string, Promise<readonly (Float32Array | null)[]>>();
  const vectorOf = async (text: string) => {
    const made = vectors.get(text) ?? sentenceEmbedder.embed([text]);
    vectors.set(text, made);
    return (await made)[0] ?? null;
  };
  return { ...sentenceEmbedder, embed: (texts) => Promise.all(texts.map(vectorOf)) };
}

/** A channel that follows everything: brings its gaps up to date. */
async function follow(embedder = indifferent) {
  const id = await giveSubscription(database.db, { channelId: 'C0SUPPORT' });
  const tools = { db: database.db, embedder, model: 'test' };
  return () => refreshGaps(tools, { ...EVERYTHING, zone: 'UTC', id }, { now: NOW, embedWithinMs: 5_000 });
}

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, feedback.assistants');
});

test('what was asked first in real conversations without bad feedback is chosen, once a day, in a language that the model knows', async () => {
  await giveAsked(database.db, [
    fine('fine', 'Do you sell wool?', daysAgo(1)),
    fine('today', 'Do you sell yarn?', NOW),
    fine('old', 'Do you sell silk?', daysAgo(100)),
    fine('german', 'Haben Sie Wolle?', daysAgo(1), { locale: 'de' }),
    fine('sandbox', 'Do you sell wool?', daysAgo(1), { environment: 'sandbox' }),
    fine('voted', 'Where is it?', daysAgo(1), { downvotedAt: daysAgo(1) }),
    asked('thumbed', 'Where is my parcel?', daysAgo(1), { locale: 'en' }),
  ]);
  await choose(NOW);
  expect(await chosen()).toEqual(['fine']);
  await embedAll();
  expect(await loadOtherQuestions(database.db, { scope: EVERYTHING, most: 10 })).toEqual([
    { text: 'Do you sell wool?', meaning: Float32Array.of(17, 1) },
  ]);
  expect(await loadOtherQuestions(database.db, { scope: { ...EVERYTHING, locales: ['de'] }, most: 10 })).toEqual([]);

  await giveAsked(database.db, [fine('late', 'Do you sell felt?', daysAgo(2))]);
  await choose(NOW);
  expect(await chosen()).toEqual(['fine']);
  await choose(new Date(NOW.getTime() + DAY_MS));
  expect(await chosen()).toEqual(['fine', 'late', 'today']);
});

test('the oldest go when newer ones can take their place, those with bad feedback at once, and the erased with their conversation', async () => {
  await giveAsked(
    database.db,
    ['a', 'b', 'c', 'd'].map((id, at) => fine(id, `Do you sell wool ${id}?`, daysAgo(9 - at))),
  );
  await choose(NOW, 2);
  expect(await chosen()).toEqual(['c', 'd']);
  await embedAll();
  await giveAsked(database.db, [
    fine('e', 'Do you sell felt?', daysAgo(0.2)),
    fine('f', 'Do you sell tea?', daysAgo(0.1)),
  ]);
  await choose(new Date(NOW.getTime() + DAY_MS), 2);
  await forget(2);
  expect(await chosen()).toEqual(['c', 'd', 'e', 'f']);
  await embedAll();
  await forget(2);
  expect(await chosen()).toEqual(['e', 'f']);

  await database.db.execute(sql`delete from feedback.conversations where id = 'e'`);
  expect(await chosen()).toEqual(['f']);
  await giveAsked(database.db, [asked('f', 'Do you sell tea?', daysAgo(0.1))]);
  await (await follow())();
  expect(await chosen()).toEqual([]);
});

test('a window is seen among them: what has little in common by itself is one gap, and they are in none', async () => {
  await giveAsked(database.db, [
    asked('parcel', 'Where is my parcel', daysAgo(3), { locale: 'en' }),
    asked('delivery', 'Still waiting for my parcel', daysAgo(3), { locale: 'en' }),
    asked('wool', 'Do you sell wool?', daysAgo(3), { locale: 'en' }),
  ]);
  const refresh = await follow(remembering());
  const members = async () =>
    (
      await database.db.execute<{ id: string }>(sql`select conversation_id as id from thumbline.gap_members order by 1`)
    ).map(({ id }) => id);
  expect(await refresh()).toBe('grouped');
  expect(await members()).toEqual([]);

  const others = [
    ...['Where is my parcel delivery', 'When comes my parcel delivery', 'my parcel delivery today'],
    ...['Still no parcel delivery', 'Still no delivery of my parcel today', 'Where is my delivery today'],
    ...['parcel delivery today', 'Do you sell felt?', 'Do you sell tea?', 'How do I pay?', 'Can I pay by card?'],
    ...['Which size fits me?', 'Is the shop open?', 'What are opening hours?'],
  ];
  await giveAsked(
    database.db,
    Array.from({ length: 750 }, (_, at) => fine(`other-${at}`, others[at % others.length] ?? '', daysAgo(2))),
  );
  expect(await refresh()).toBe('unchanged');
  await database.db.execute(sql`update thumbline.other_question_days set day = day - 1`);
  // As many rounds as their vectors take.
  while ((await refresh()) !== 'unchanged');
  expect(await members()).toEqual(['delivery', 'parcel']);
});
