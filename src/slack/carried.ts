import { z } from 'zod';
import type { ConversationKey } from '../csat/conversation.ts';
import { ACKNOWLEDGE_SPANS, type AcknowledgeSpan } from '../csat/escalation.ts';
import { type ConversationQuery, SIGNALS } from '../csat/filters.ts';
import type { Scope } from '../csat/subscription.ts';
import { TRIAGE_FILTERS } from '../csat/triage.ts';

/** A list and a place in it, as the buttons below it carry it: what the person asked, and ids. */
export type ListPlace = Pick<ConversationQuery, 'feedback' | 'filter' | 'after' | 'before'>;

const keySchema = z.tuple([z.string(), z.string()]);
const placeSchema = z.object({
  feedback: z.enum(['upvote', 'downvote', 'unknown']),
  filter: z.object({
    assistants: z.array(z.string()),
    locales: z.array(z.string()),
    topics: z.array(z.string()),
    period: z.object({ zone: z.string(), from: z.iso.date(), to: z.iso.date() }).nullable(),
    environment: z.enum(['real', 'sandbox']),
    triage: z.enum(TRIAGE_FILTERS).nullable(),
    // Lists from before there were signals have none.
    signal: z.enum(SIGNALS).nullable().default(null),
    words: z.string().nullable(),
  }),
  after: z.string().nullable(),
  before: z.string().nullable(),
});

export const conversationKeyValue = ({ assistant, id }: ConversationKey): string => JSON.stringify([assistant, id]);

/** @throws z.ZodError or SyntaxError when the text is none of ours. */
export function parseConversationKey(value: string): ConversationKey {
  const [assistant, id] = keySchema.parse(JSON.parse(value));
  return { assistant, id };
}

/** Whose transcript a modal shows, from which channel it was opened, and the scope where it is one of a walk. */
export type TranscriptPlace = { key: ConversationKey; channelId: string | null; walk: Scope | null };

const transcriptPlaceSchema = z.object({
  key: z.object({ assistant: z.string(), id: z.string() }),
  channelId: z.string().nullable(),
  walk: z
    .object({ assistants: z.array(z.string()), locales: z.array(z.string()), topics: z.array(z.string()) })
    .nullable(),
});

export const transcriptPlaceValue = ({ key, channelId, walk }: TranscriptPlace): string =>
  JSON.stringify({ key: { assistant: key.assistant, id: key.id }, channelId, walk } satisfies TranscriptPlace);

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

export const listPlaceValue = (place: ListPlace): string => JSON.stringify(place);

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
