import { sql } from 'drizzle-orm';
import { check, integer, smallint, text, time, uniqueIndex } from 'drizzle-orm/pg-core';
import type { AlertChoice } from '../../csat/subscription.ts';
import { identity, instant } from './columns.ts';
import { thumbline, workspaceId } from './thumbline.ts';

const textList = (name: string) => text(name).array().notNull().default(sql`'{}'::text[]`);

export const subscriptions = thumbline.table(
  'subscriptions',
  {
    id: identity('id'),
    workspaceId: workspaceId(),
    channelId: text('channel_id').notNull(),
    /** Empty lists mean all. */
    assistants: textList('assistants'),
    locales: textList('locales'),
    topics: textList('topics'),
    /** ISO weekday 1 (Monday) to 7; null: no digest. */
    digestWeekday: smallint('digest_weekday'),
    digestTime: time('digest_time'),
    zone: text('zone').notNull(),
    language: text('language').notNull().default('en'),
    alerts: text('alerts').$type<AlertChoice>().notNull().default('downvotes'),
    escalateAfterMinutes: integer('escalate_after_minutes'),
    escalateTo: text('escalate_to'),
    /** The second limit, counted from the same moment as the first, and whom to mention then. */
    escalateAgainAfterMinutes: integer('escalate_again_after_minutes'),
    escalateAgainTo: text('escalate_again_to'),
    /** Local times between which the limits stand still; both null: never. */
    quietFrom: time('quiet_from'),
    quietTo: time('quiet_to'),
    /** When escalating was switched on: what was shown before is not dug out. */
    escalatesSince: instant('escalates_since').notNull().defaultNow(),
    /** A Slack user group (S…): only its members acknowledge, triage and change the settings; null: everybody in the channel. */
    acknowledgeGroup: text('acknowledge_group'),
    createdBy: text('created_by'),
    beganAt: instant('began_at').notNull().defaultNow(),
    /** From when alerts are owed: alerts switched on, or a wider scope, must not dig out what is past. A trigger stamps it: writers leave it alone. */
    alertsSince: instant('alerts_since').notNull().defaultNow(),
    /** When the digest's weekday, time or zone last changed: a week that the new time has left behind is due then, not earlier. */
    digestSince: instant('digest_since').notNull().defaultNow(),
    /** When the digest was switched on: a time that had passed by then is owed nothing. */
    digestOnSince: instant('digest_on_since').notNull().defaultNow(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    uniqueIndex('subscriptions_one_per_channel').on(t.workspaceId, t.channelId).where(sql`ended_at is null`),
    check('subscriptions_alerts', sql`${t.alerts} in ('downvotes', 'thumbs', 'off')`),
    check('subscriptions_weekday', sql`${t.digestWeekday} between 1 and 7`),
    check('subscriptions_quiet_whole', sql`(${t.quietFrom} is null) = (${t.quietTo} is null)`),
    check('subscriptions_digest_whole', sql`(${t.digestWeekday} is null) = (${t.digestTime} is null)`),
  ],
);
