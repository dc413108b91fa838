import { beforeAll, describe, expect, test } from 'vitest';
import { instantsOf, lastCompleteWeek } from '../../src/csat/period.ts';
import { recordAssistant } from '../../src/db/record-assistant.ts';
import { renderDigestPreview } from '../../src/jobs/digest-preview.ts';
import { importFeedback } from '../../src/sources/import.ts';
import { mountDigestPage, type PreviewDigest } from '../../src/workspace/digest/page.ts';
import { RENDERINGS, weeksToShow } from '../../src/workspace/digest/question.ts';
import { STORY_ASSISTANTS } from '../../src/workspace/story/plot.ts';
import { storyLines } from '../../src/workspace/story/story.ts';
import { useDatabase } from '../support/database.ts';
import { giveConversation } from '../support/feedback.ts';
import { assertFitsSlack } from '../support/fits-slack.ts';
import { useStandIn } from '../support/stand-in.ts';

const database = useDatabase();
const standIn = useStandIn();
const channelId = 'C0SUPPORT';
const zone = 'Europe/Berlin';
const NOW = new Date();
const WEEK = lastCompleteWeek(NOW, zone);
const LONGEST_TOPIC = 'returns of things that were bought as a gift, '.repeat(20);
const TOPICS = Array.from({ length: 200 }, (_, index) => (index === 0 ? LONGEST_TOPIC : `topic ${index}`));
/** What the page made last, as Slack would get it. */
let latest: Awaited<ReturnType<PreviewDigest>>;

beforeAll(async () => {
  for (const assistant of STORY_ASSISTANTS) await recordAssistant(database.db, { ...assistant });
  await importFeedback(database.db, storyLines({ now: NOW }));
  await giveOtherWeeks();
  mountDigestPage(standIn(), {
    previewDigest: async (question) => {
      latest = await renderDigestPreview({ db: database.db }, question);
      return latest;
    },
    channelId,
    zone,
    clock: { now: () => NOW },
  });
}, 60_000);

/** An assistant for each kind of week: one of three ratings, a first one, one without ratings, and one of 200 topics. */
async function giveOtherWeeks() {
  const start = instantsOf(WEEK).start.getTime();
  const rate = (assistant: string, id: string, hours: number, verdict: 'up' | 'down' | null, topics: string[] = []) =>
    giveConversation(database.db, { assistant, id, verdict, ratedAt: new Date(start + hours * 3_600_000), topics });
  for (const id of [1, 2, 3]) await rate('three', `${id}`, 20 * id, id === 2 ? 'down' : 'up');
  for (const id of [1, 2, 3, 4]) await rate('three', `before-${id}`, -20 * id, 'up');
  for (const id of [1, 2, 3, 4, 5, 6]) await rate('first', `${id}`, 20 * id, 'up');
  for (const id of [1, 2, 3]) await rate('unrated', `${id}`, 20 * id, null);
  await rate('unrated', 'before', -30, 'up');
  await Promise.all(TOPICS.map((topic, index) => rate('many', `${index}`, index / 2, 'down', [topic])));
}

type Page = { status: number; body: string };

async function open(query: Record<string, string | string[]>): Promise<Page> {
  const entries = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  const response = await fetch(`${new URL(standIn().apiUrl).origin}/digest?${new URLSearchParams(entries)}`);
  return { status: response.status, body: await response.text() };
}

const STORY = STORY_ASSISTANTS.map(({ id }) => id);

test.each(weeksToShow(NOW, zone))('the digest of week %s of the story is shown and fits Slack', async (week) => {
  const page = await open({ week, assistant: STORY });
  expect(page.status).toBe(200);
  assertFitsSlack(latest.message);
});

const WEEKS = [
  { name: 'of the whole story', scope: { assistant: STORY }, says: 'CSAT fell from' },
  { name: 'without anything', scope: { assistant: 'nobody' }, says: 'No conversation has come in yet' },
  { name: 'without ratings', scope: { assistant: 'unrated' }, says: 'Nobody rated a conversation that week' },
  { name: 'of three ratings', scope: { assistant: 'three' }, says: 'too few to say whether anything changed' },
  { name: 'that is the first', scope: { assistant: 'first' }, says: 'comparisons begin with the next digest' },
  { name: 'of 200 topics', scope: { assistant: 'many', topic: TOPICS }, says: 'more topics' },
];

describe.each(WEEKS)('the digest of a week $name', ({ scope, says }) => {
  test.each(Object.keys(RENDERINGS))(
    'is shown, says what it is and fits Slack with its chart as %s',
    async (rendering) => {
      const page = await open({ ...scope, rendering } as Record<string, string | string[]>);
      expect(page.status).toBe(200);
      expect(page.body.includes(says)).toBe(true);
      assertFitsSlack(latest.message);
    },
  );
});

test('the page says what it cannot read, and takes nothing but questions', async () => {
  expect(await open({ week: '2026-W60' })).toMatchObject({ status: 400, body: expect.stringContaining('2026-W60') });
  expect(await open({ language: 'tlh' })).toMatchObject({
    status: 400,
    body: expect.stringContaining('expected one of'),
  });
  const posted = await fetch(`${new URL(standIn().apiUrl).origin}/digest`, { method: 'POST' });
  expect([403, 405]).toContain(posted.status);
});
