import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from './client.ts';
import { countedByLocale } from './counted.ts';
import { countedTally, quarterOf, tallyColumns } from './tally.ts';

/** Marks that one transaction settles. */
const BATCH = 500;
/** Any constant that is ours: one process settles at a time. */
const SETTLE_LOCK = 7_411_903;

const columns = tallyColumns((column) => column);
const replaced = tallyColumns((column) => `${column} = excluded.${column}`);

/**
 * Counts the quarters of the oldest marks anew and takes the marks off. Marks and counts are read in one snapshot: a change
 * that is not in it has a mark that is not in it either, and stays. Returns how many marks were settled; 0 as well where
 * another process is at it.
 */
export async function settleMarks(db: Database): Promise<number> {
  return db.transaction(async (tx) => {
    // Before the statement, so that its snapshot has what the last holder of the lock wrote.
    const [lock] = await tx.execute(sql`select pg_try_advisory_xact_lock(${SETTLE_LOCK}) as is_ours`);
    if (lock?.is_ours !== true) return 0;
    const quarter = quarterOf(sql`m.environment`);
    const [row] = await tx.execute(sql`
      with taken as (
        delete from thumbline.tally_marks
        where id = any(array(select id from thumbline.tally_marks order by id limit ${BATCH}))
        returning assistant_id, begins_at
      ), quarters as (
        select m.assistant_id, e.environment, m.begins_at, t.locales as locales_before
        from (select distinct assistant_id, begins_at from taken) m
        cross join (values ('real'), ('sandbox')) e(environment)
        left join thumbline.tallies t
          on t.assistant_id = m.assistant_id and t.environment = e.environment and t.begins_at = m.begins_at
      ), by_locale as (
        select m.assistant_id, m.environment, m.begins_at, now.locale, ${tallyColumns((column) => `coalesce(now.${column}, 0) as ${column}`)}
        from quarters m cross join lateral (${countedByLocale(quarter)}) now
      ), settled_by_locale as (
        insert into thumbline.locale_tallies as t (assistant_id, environment, begins_at, locale, ${columns})
        select assistant_id, environment, begins_at, locale, ${tallyColumns((column) => `sum(${column})`)}
        from (
          select * from by_locale
          union all
          -- Nothing is left of some.
          select assistant_id, environment, begins_at, unnest(locales_before), ${tallyColumns(() => '0')} from quarters
        ) l
        group by assistant_id, environment, begins_at, locale
        on conflict (assistant_id, environment, locale, begins_at) do update set ${replaced}
        where (${tallyColumns((column) => `t.${column}`)}) is distinct from (${tallyColumns((column) => `excluded.${column}`)})
      ), settled as (
        insert into thumbline.tallies (assistant_id, environment, begins_at, locales, ${columns})
        select m.assistant_id, m.environment, m.begins_at, coalesce(l.locales, '{}'), ${tallyColumns((column) => `now.${column}`)}
        from quarters m
        left join (
          select assistant_id, environment, begins_at, array_agg(locale) as locales from by_locale group by 1, 2, 3
        ) l using (assistant_id, environment, begins_at)
        cross join lateral (${countedTally(quarter)}) now
        where m.locales_before is not null or (now.rated, now.thumbs_up, now.thumbs_down, now.started) <> (0, 0, 0, 0)
        on conflict (assistant_id, environment, begins_at) do update set locales = excluded.locales, ${replaced}
      )
      select count(*) as n from taken`);
    return z.coerce.number().int().parse(row?.n);
  });
}
