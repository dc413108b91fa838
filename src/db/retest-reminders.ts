import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ConversationKey } from '../csat/conversation.ts';
import { RETEST_AFTER_HOURS, type RetestReminder } from '../csat/retest-reminder.ts';
import { type Database, instant } from './client.ts';
import { loadConversation } from './conversation.ts';
import { isOneOf } from './conversation-keys.ts';
import { keyPart } from './owed-alerts.ts';

/** What was done longer ago than this is not dug out, as when Thumbline learns of reminders after the fact. */
const OLDEST_DAYS = 7;

/**
 * Owes a message to the owner of every fix that was marked done a day ago and that nobody has tried again: once per fix.
 * A fix without an owner is its maker's; of several workspaces it goes to the one that had the conversation's first alert. Any number of processes may ask at once. Returns the keys of the messages.
 *
 * @param at the instant to ask about; undefined: the database's present
 */
export async function recordDueRetests(db: Database, at?: Date): Promise<string[]> {
  const present = at === undefined ? sql`now()` : instant(at);
  const rows = await db.execute<{ key: string }>(sql`
    with due as (
      select t.assistant_id, t.conversation_id, t.done_at, coalesce(t.owner, t.done_by) as person,
        coalesce((
          select s.workspace_id from thumbline.alerts al join thumbline.subscriptions s on s.id = al.subscription_id
          where al.assistant_id = t.assistant_id and al.conversation_id = t.conversation_id order by al.id limit 1
        ), thumbline.first_workspace()) as workspace_id,
        'retest:' || ${keyPart(sql`t.assistant_id`)} || ':' || ${keyPart(sql`t.conversation_id`)} || ':'
          || (extract(epoch from t.done_at) * 1000000)::bigint as key
      from thumbline.triage t
      where t.done_at is not null and t.retest is null
        and t.done_at <= ${present} - make_interval(hours => ${RETEST_AFTER_HOURS})
        and t.done_at > ${present} - make_interval(days => ${OLDEST_DAYS})
        and coalesce(t.owner, t.done_by) ~ '^[UW][A-Z0-9]{2,}$'
        and exists (select from feedback.conversations c where c.assistant_id = t.assistant_id and c.id = t.conversation_id)
        and not exists (
          select from thumbline.retest_reminders known
          where known.assistant_id = t.assistant_id and known.conversation_id = t.conversation_id and known.done_at = t.done_at
        )
    ), owed as (
      insert into thumbline.deliveries (key, kind, channel_id, workspace_id)
      select key, 'retest', person, workspace_id from due
      on conflict (key) do nothing
      returning key
    ), remembered as (
      insert into thumbline.retest_reminders (delivery_key, assistant_id, conversation_id, done_at, person)
      select due.key, due.assistant_id, due.conversation_id, due.done_at, due.person from due join owed using (key)
    )
    select key from owed`);
  return rows.map(({ key }) => key);
}

/** Asks for a new version of the reminders whose conversation was erased, so that they lose its text. Returns their keys. */
export async function recordErasedRetests(db: Database): Promise<string[]> {
  const rows = await db.execute<{ key: string }>(sql`
    with gone as (
      update thumbline.retest_reminders r set erased = true
      where not r.erased and not exists (
        select from feedback.conversations c where c.assistant_id = r.assistant_id and c.id = r.conversation_id
      )
      returning r.delivery_key
    )
    update thumbline.deliveries d set want_version = d.want_version + 1
    from gone where d.key = gone.delivery_key
    returning d.key`);
  return rows.map(({ key }) => key);
}

/** Asks for a new version of every reminder of the conversations: for whoever writes what they show. */
export async function wantNewReminders(db: Database, keys: ConversationKey[]): Promise<void> {
  await db.execute(sql`
    update thumbline.deliveries d set want_version = d.want_version + 1
    from thumbline.retest_reminders r
    where ${isOneOf(keys, sql`r.assistant_id`, sql`r.conversation_id`)} and d.key = r.delivery_key`);
}

/** null: there is no such reminder. */
export async function loadRetestReminder(db: Database, deliveryKey: string): Promise<RetestReminder | null> {
  return reminderOf(
    db,
    await db.execute(sql`
      select assistant_id as assistant, conversation_id as id, done_at as "doneAt"
      from thumbline.retest_reminders where delivery_key = ${deliveryKey}`),
  );
}

/** The reminder that a message in this person's direct messages is; null: it is none, as when it is a copy of one. */
export async function findRetestReminder(
  db: Database,
  { person, channelId, ts }: { person: string; channelId: string; ts: string },
): Promise<RetestReminder | null> {
  return reminderOf(
    db,
    await db.execute(sql`
      select r.assistant_id as assistant, r.conversation_id as id, r.done_at as "doneAt"
      from thumbline.deliveries d join thumbline.retest_reminders r on r.delivery_key = d.key
      where d.channel_id = ${person} and d.kind = 'retest' and d.visible_at is not null
        and d.posted_in = ${channelId} and d.ts = ${ts}`),
  );
}

const reminderRow = z.object({
  assistant: z.string(),
  id: z.string(),
  doneAt: z.string().transform((text) => new Date(text)),
});

async function reminderOf(db: Database, rows: Iterable<unknown>): Promise<RetestReminder | null> {
  const [row] = reminderRow.array().parse([...rows]);
  if (row === undefined) return null;
  const { doneAt, ...key } = row;
  return { key, doneAt, conversation: await loadConversation(db, key) };
}
