import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgSchema, primaryKey, text } from 'drizzle-orm/pg-core';
import { identity, instant } from './columns.ts';

/** Thumbline's own memory. */
export const thumbline = pgSchema('thumbline');

/** Slack's id of a workspace (T…). Where none is named: that of the first token, '' while there is none. */
export const workspaceId = () => text('workspace_id').notNull().default(sql`thumbline.first_workspace()`);

/** Every Slack workspace that a bot token was ever accepted for. */
export const workspaces = thumbline.table('workspaces', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  /** The organisation (E…) that it is of; null: of none. */
  enterpriseId: text('enterprise_id'),
  /** SHA-256 of its token: a token that is refused does not say whose it is. */
  tokenHash: text('token_hash').notNull(),
  /** Of its token among the configured ones, 0 for the first. */
  place: integer('place').notNull(),
  /** When a process last had a token for it, whether Slack took it or not. */
  seenAt: instant('seen_at').notNull(),
  /** Slack's error code when the token was last asked about; null: it was taken. */
  blockedBy: text('blocked_by'),
  blockedAt: instant('blocked_at'),
});

/** Who did what, and when. Ids only: never text of a shopper. */
export const audit = thumbline.table(
  'audit',
  {
    id: identity('id'),
    at: instant('at').notNull().defaultNow(),
    /** A Slack user id, or `cli`. */
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    subject: jsonb('subject').notNull(),
  },
  (t) => [index('audit_by_time').on(t.at)],
);

/** Where a source's reading of another platform stands. */
export const syncCursors = thumbline.table(
  'sync_cursors',
  {
    source: text('source').notNull(),
    relation: text('relation').notNull(),
    cursor: text('cursor').notNull(),
    readAt: instant('read_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.source, t.relation] })],
);

export const settings = thumbline.table('settings', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
});
