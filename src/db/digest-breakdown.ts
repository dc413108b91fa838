import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { callOfMeans } from '../csat/calls.ts';
import type { Breakdown, PartFigures } from '../csat/digest.ts';
import type { ThumbCounts } from '../csat/feedback.ts';
import { NO_RATINGS, type RatingCounts } from '../csat/overview.ts';
import { instantsOf, previousPeriod } from '../csat/period.ts';
import { type Database, instant, textArray } from './client.ts';
import type { DigestQuestion } from './digest-facts.ts';
import { assistantsIn, localeAndTopicConditions, localeMatches } from './scope.ts';
import { isTallied, sumTallies } from './tallies.ts';
import { NO_TALLY } from './tally.ts';

/**
 * The week by assistant or, where the scope names one assistant, by the topics or else the locales that it names. null:
 * fewer than two parts got a rating or a thumb, so that there is nothing to tell apart. A conversation with several topics
 * counts in each.
 */
export async function loadBreakdown(db: Database, question: DigestQuestion): Promise<Breakdown | null> {
  const { assistants, topics, locales } = question.scope;
  const by = assistants.length !== 1 ? 'assistant' : topics.length > 1 ? 'topic' : locales.length > 1 ? 'locale' : null;
  if (by === null) return null;
  const counted = (by === 'locale' ? await tallyLocales(db, question) : null) ?? (await countParts(db, question, by));
  const parts = counted.map(figuresOf).sort(byWeight);
  return parts.length < 2 ? null : { by, parts };
}

/** One part: its ratings in the week and in the one before, and the thumbs of the week. */
type Part = { id: string; name: string; now: RatingCounts; before: RatingCounts; thumbs: ThumbCounts };

/** null: the tallies can't say it. */
async function tallyLocales(db: Database, { period, scope }: DigestQuestion): Promise<Part[] | null> {
  if (!isTallied(scope)) return null;
  const { start, end } = instantsOf(period);
  const bounds = [instantsOf(previousPeriod(period)).start, start, end];
  const parts: Part[] = [];
  for (const locale of new Set(scope.locales)) {
    const tallied = await sumTallies(db, { ...scope, locales: [locale], environment: 'real', bounds });
    if (tallied === null) return null;
    const [before = NO_TALLY, now = NO_TALLY] = tallied;
    const thumbs = { up: now.thumbsUp, down: now.thumbsDown };
    if (now.rated + before.rated + thumbs.up + thumbs.down > 0)
      parts.push({ id: locale, name: locale, now, before, thumbs });
  }
  return parts;
}

/** A FROM item `p(id)` that goes with the conversation `c`, and how the part is called. */
function partsOf(by: Breakdown['by'], { topics, locales }: DigestQuestion['scope']): { join: SQL; name: SQL } {
  if (by === 'assistant') {
    return {
      join: sql`cross join lateral (select c.assistant_id as id) p`,
      name: sql`(select x.name from feedback.assistants x where x.id = g.id)`,
    };
  }
  const asked = (names: string[]) => sql`unnest(${textArray([...new Set(names)])}) as p(id)`;
  const join =
    by === 'topic'
      ? sql`join ${asked(topics)} on p.id = any(c.topics)`
      : sql`join ${asked(locales)} on ${localeMatches(sql`array[lower(replace(p.id, '_', '-'))]`)}`;
  return { join, name: sql`g.id` };
}

// Counts come back from the driver as text.
const count = z.coerce.number().int();

const partRow = z.object({
  id: z.string(),
  name: z.string(),
  rated: count,
  score_sum: count,
  score_square_sum: count,
  rated_before: count,
  score_sum_before: count,
  score_square_sum_before: count,
  up: count,
  down: count,
});

async function countParts(db: Database, { period, scope }: DigestQuestion, by: Breakdown['by']): Promise<Part[]> {
  const { start, end } = instantsOf(period);
  const before = instantsOf(previousPeriod(period));
  const { join, name } = partsOf(by, scope);
  const scoped = sql`c.environment = 'real'${localeAndTopicConditions(scope)}`;
  const ratings = (filter: SQL, ending: string) => sql`
    count(*) filter (where ${filter}) as ${sql.raw(`rated${ending}`)},
    coalesce(sum(score) filter (where ${filter}), 0) as ${sql.raw(`score_sum${ending}`)},
    coalesce(sum(score * score) filter (where ${filter}), 0) as ${sql.raw(`score_square_sum${ending}`)}`;
  // The point of a bare verdict is csat/feedback.ts's scoreOf.
  const rows = await db.execute(sql`
    with ratings as (
      select id, ${ratings(sql`is_now`, '')}, ${ratings(sql`not is_now`, '_before')}
      from (
        select p.id, c.rated_at >= ${instant(start)} as is_now,
          coalesce(c.score, case c.verdict when 'up' then 5 when 'down' then 1 else 3 end) as score
        from ${assistantsIn(scope)}
        -- One range of an index for each assistant: a plain join reads the conversations of all time.
        cross join lateral (
          select c.* from feedback.conversations c
          where c.assistant_id = a.id and ${scoped}
            and c.rated_at >= ${instant(before.start)} and c.rated_at < ${instant(end)}
          offset 0
        ) c
        ${join}
      ) rated
      group by id
    ), thumbs as (
      select p.id, count(*) filter (where t.value = 'up') as up, count(*) filter (where t.value = 'down') as down
      from ${assistantsIn(scope)}
      cross join lateral (
        select t.value, t.conversation_id from feedback.thumbs t
        where t.assistant_id = a.id and t.given_at >= ${instant(start)} and t.given_at < ${instant(end)}
        offset 0
      ) t
      cross join lateral (
        select c.* from feedback.conversations c
        where c.assistant_id = a.id and c.id = t.conversation_id and ${scoped}
        offset 0
      ) c
      ${join}
      group by p.id
    )
    select g.id, ${name} as name, coalesce(rated, 0) as rated, coalesce(score_sum, 0) as score_sum,
      coalesce(score_square_sum, 0) as score_square_sum, coalesce(rated_before, 0) as rated_before,
      coalesce(score_sum_before, 0) as score_sum_before, coalesce(score_square_sum_before, 0) as score_square_sum_before,
      coalesce(up, 0) as up, coalesce(down, 0) as down
    from (ratings full join thumbs using (id)) g`);
  return partRow
    .array()
    .parse([...rows])
    .map(partOf);
}

function partOf(row: z.infer<typeof partRow>): Part {
  return {
    id: row.id,
    name: row.name,
    now: { ...NO_RATINGS, rated: row.rated, scoreSum: row.score_sum, scoreSquareSum: row.score_square_sum },
    before: {
      ...NO_RATINGS,
      rated: row.rated_before,
      scoreSum: row.score_sum_before,
      scoreSquareSum: row.score_square_sum_before,
    },
    thumbs: { up: row.up, down: row.down },
  };
}

function figuresOf({ id, name, now, before, thumbs }: Part): PartFigures {
  const meanOf = ({ rated, scoreSum }: RatingCounts) => (rated === 0 ? null : scoreSum / rated);
  return {
    id,
    name,
    mean: meanOf(now),
    rated: now.rated,
    meanBefore: meanOf(before),
    ratedBefore: before.rated,
    call: callOfMeans(now, before).call,
    thumbs,
  };
}

/** The most ratings first, then the most thumbs. */
function byWeight(a: PartFigures, b: PartFigures): number {
  const thumbs = (part: PartFigures) => part.thumbs.up + part.thumbs.down;
  return b.rated - a.rated || thumbs(b) - thumbs(a) || (a.id < b.id ? -1 : 1);
}
