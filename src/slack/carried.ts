import { z } from 'zod';
import type { ConversationKey } from '../csat/conversation.ts';
import { ACKNOWLEDGE_SPANS, type AcknowledgeSpan } from '../csat/escalation.ts';
import { ANY_CONVERSATION, type ConversationQuery, SIGNALS } from '../csat/filters.ts';
import type { Scope } from '../csat/subscription.ts';
import { TRIAGE_FILTERS } from '../csat/triage.ts';

const MAX_BUTTON_VALUE = 2_000;
/** Of a modal's private metadata (3,000), less what a form adds to it. */
const ROOM_FOR_PLACE = 2_900;

/** A list and a place in it, as the buttons below it carry it: what the person asked, and ids. */
export type ListPlace = Pick<ConversationQuery, 'feedback' | 'filter' | 'after' | 'before'>;

/** A page of a list that a person has before them, and where Slack takes another in its place; null: nowhere any more. */
export type ListOrigin = { place: ListPlace; url: string | null };

const placeSchema = z.object({
  feedback: z.enum(['upvote', 'downvote', 'unknown']),
  filter: z.object({
    assistants: z.array(z.string()).default([]),
    locales: z.array(z.string()).default([]),
    topics: z.array(z.string()).default([]),
    period: z.object({ zone: z.string(), from: z.iso.date(), to: z.iso.date() }).nullable().default(null),
    environment: z.enum(['real', 'sandbox']).default('real'),
    triage: z.enum(TRIAGE_FILTERS).nullable().default(null),
    signal: z.enum(SIGNALS).nullable().default(null),
    words: z.string().nullable().default(null),
  }),
  after: z.string().nullable().default(null),
  before: z.string().nullable().default(null),
});
// Rows from before they knew their list have two parts.
const keySchema = z.union([
  z.tuple([z.string(), z.string()]),
  z.tuple([z.string(), z.string(), placeSchema.nullable()]),
]);

export const conversationKeyValue = ({ assistant, id }: ConversationKey): string => JSON.stringify([assistant, id]);

/** @throws z.ZodError or SyntaxError when the text is none of ours. */
export function parseConversationKey(value: string): ConversationKey {
  const [assistant, id] = keySchema.parse(JSON.parse(value));
  return { assistant, id };
}

/** A conversation as a row of a list: the buttons of a row know their list, where that is short enough. */
export function conversationRowValue(key: ConversationKey, list: ListPlace): string {
  const value = JSON.stringify([key.assistant, key.id, withoutDefaults(list)]);
  return value.length > MAX_BUTTON_VALUE ? conversationKeyValue(key) : value;
}

/**
 * `list` null: the row is of none that could be shown anew.
 * @throws z.ZodError or SyntaxError when the text is none of ours.
 */
export function parseConversationRow(value: string): { key: ConversationKey; list: ListPlace | null } {
  const [assistant, id, list = null] = keySchema.parse(JSON.parse(value));
  return { key: { assistant, id }, list };
}

/** Whose transcript a modal shows, from which channel it was opened, the scope where it is one of a walk, and the list that it came from. */
export type TranscriptPlace = {
  key: ConversationKey;
  channelId: string | null;
  walk: Scope | null;
  list: ListOrigin | null;
};

const transcriptPlaceSchema = z.object({
  key: z.object({ assistant: z.string(), id: z.string() }),
  channelId: z.string().nullable(),
  walk: z
    .object({ assistants: z.array(z.string()), locales: z.array(z.string()), topics: z.array(z.string()) })
    .nullable(),
  // Modals from before they knew their list have none.
  list: z.object({ place: placeSchema, url: z.string().nullable() }).nullable().default(null),
});

/** The list is left out where Slack would not remember it all. */
export function transcriptPlaceValue({ key, channelId, walk, list }: TranscriptPlace): string {
  const place = { key: { assistant: key.assistant, id: key.id }, channelId, walk };
  const whole = JSON.stringify({
    ...place,
    list: list === null ? null : { place: withoutDefaults(list.place), url: list.url },
  });
  return whole.length > ROOM_FOR_PLACE ? JSON.stringify(place) : whole;
}

/** @throws z.ZodError or SyntaxError when the text is none of ours. */
export const parseTranscriptPlace = (value: string): TranscriptPlace => transcriptPlaceSchema.parse(JSON.parse(value));

/** A triage form remembers the same, and the version of the triage that it shows. */
export type TriageFormPlace = TranscriptPlace & { seenVersion: number };

const triageFormPlaceSchema = transcriptPlaceSchema.extend({ seenVersion: z.number().int().nonnegative() });

export const triageFormPlaceValue = ({ seenVersion, ...place }: TriageFormPlace): string =>
  JSON.stringify({ ...JSON.parse(transcriptPlaceValue(place)), seenVersion });

/** @throws z.ZodError or SyntaxError when the text is none of ours. */
export const parseTriageFormPlace = (value: string): TriageFormPlace => triageFormPlaceSchema.parse(JSON.parse(value));

/** @throws z.ZodError when the text is no version of a triage. 0: there was none. */
export const parseVersion = (value: string): number => z.coerce.number().int().nonnegative().parse(value);

export const listPlaceValue = (place: ListPlace): string => JSON.stringify(withoutDefaults(place));

/** A list in as few words as will be read as the same list. */
function withoutDefaults({ feedback, filter, after, before }: ListPlace) {
  const isSaid = ([key, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(ANY_CONVERSATION[key as keyof typeof ANY_CONVERSATION]);
  return {
    feedback,
    filter: Object.fromEntries(Object.entries(filter).filter(isSaid)),
    ...(after !== null && { after }),
    ...(before !== null && { before }),
  };
}

/** @throws z.ZodError or SyntaxError when the text is none of ours. */
export const parseListPlace = (value: string): ListPlace => placeSchema.parse(JSON.parse(value));

const acknowledgeForSchema = z.tuple([z.coerce.number().int().positive(), z.enum(ACKNOWLEDGE_SPANS)]);

export const acknowledgeForValue = ({ alertId, span }: { alertId: number; span: AcknowledgeSpan }): string =>
  `${alertId}:${span}`;

/** @throws z.ZodError when the text is none of ours. */
export function parseAcknowledgeFor(value: string): { alertId: number; span: AcknowledgeSpan } {
  const [alertId, span] = acknowledgeForSchema.parse(value.split(':'));
  return { alertId, span };
}

/** @throws z.ZodError when the text is no id. */
export const parseAlertId = (value: string): number => z.coerce.number().int().positive().parse(value);

/** @throws z.ZodError when the text is no id. */
export const parseDeliveryId = parseAlertId;

/** @throws z.ZodError when the text is no page number. Pages are counted from 0. */
export const parsePage = (value: string): number => z.coerce.number().int().nonnegative().parse(value);
