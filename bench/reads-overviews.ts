import { sql } from 'drizzle-orm';
import { instantsOf, lastCompleteWeek, type Period, previousPeriod } from '../src/csat/period.ts';
import { instant, textArray } from '../src/db/client.ts';
import { loadOverview } from '../src/db/overview.ts';
import { BIGGEST, NEWEST, SMALLER } from '../test/support/many-conversations.ts';
import { type Db, type Question, quarter, ZONE } from './reads-question.ts';

export function overviews(db: Db, patient: Db): Question[] {
  const week = lastCompleteWeek(NEWEST, ZONE);
  const asked: [string, string[], Period][] = [
    ['overview: week, biggest assistant', [BIGGEST], week],
    ['overview: 90 days, biggest assistant', [BIGGEST], quarter],
    ['overview: 90 days, smaller assistant', [SMALLER], quarter],
    ['overview: 90 days in New York, all assistants', [], { ...quarter, zone: 'America/New_York' }],
  ];
  const of = (assistants: string[], locales: string[], period: Period) =>
    loadOverview(db, { period, scope: { assistants, locales, topics: [] }, environment: 'real' });
  return [
    ...asked.map(([name, assistants, period]) => ({
      name,
      ask: () => of(assistants, [], period),
      least: () => tallied(db, assistants, period),
      naive: () => naiveOverview(patient, assistants, period),
    })),
    {
      name: 'overview: week locale:de, biggest assistant',
      ask: () => of([BIGGEST], ['de'], week),
      least: () => tallied(db, [BIGGEST], week, 'de'),
      naive: null,
    },
  ];
}

/** The index-only floor: one scan of the hours of the period and of the one before it; of the quarters of one language, where it is given. */
export function tallied(db: Db, assistants: string[], period: Period, language?: string) {
  const tallies =
    language === undefined
      ? sql`thumbline.hour_tallies t where true`
      : sql`thumbline.locale_tallies t where t.locale = ${language}`;
  const { start } = instantsOf(previousPeriod(period));
  const { end } = instantsOf(period);
  const whose =
    assistants.length === 0
      ? sql`(select id from feedback.assistants)`
      : sql`(select unnest(${textArray(assistants)}))`;
  return db.execute(sql`
    select sum(t.rated), sum(t.score_sum), sum(t.score_square_sum), sum(t.upvotes), sum(t.neutral), sum(t.downvotes),
      sum(t.thumbs_up), sum(t.thumbs_down), sum(t.started), sum(t.started_rated)
    from ${whose} a(id) cross join lateral (
      select * from ${tallies} and t.assistant_id = a.id and t.environment = 'real'
        and t.begins_at >= ${instant(start)} and t.begins_at < ${instant(end)} offset 0
    ) t`);
}

/** Each row's own local day, as is common; both periods. */
function naiveOverview(db: Db, assistants: string[], period: Period) {
  const whose = assistants.length === 0 ? sql`true` : sql`c.assistant_id = ${assistants[0]}`;
  const day = (column: string) => sql`(${sql.raw(column)} at time zone ${sql.raw(`'${period.zone}'`)})::date`;
  const within = (column: string) =>
    sql`${day(column)} >= ${previousPeriod(period).from} and ${day(column)} < ${period.to}`;
  return Promise.all([
    db.execute(sql`
      select ${day('c.rated_at')}, avg(coalesce(c.score, case c.verdict when 'up' then 5 when 'down' then 1 else 3 end)), count(*)
      from feedback.conversations c where ${whose} and c.environment = 'real' and ${within('c.rated_at')} group by 1`),
    db.execute(sql`
      select t.value, count(*) from feedback.thumbs t join feedback.conversations c on c.assistant_id = t.assistant_id and c.id = t.conversation_id
      where ${whose} and c.environment = 'real' and ${within('t.given_at')} group by 1`),
    db.execute(sql`
      select count(*), count(c.verdict) from feedback.conversations c where ${whose} and c.environment = 'real' and ${within('c.started_at')}`),
  ]);
}
