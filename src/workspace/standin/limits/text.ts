import { z } from 'zod';

/**
 * Lengths are counted in UTF-16 units, which is never less than any other way of counting. What the documentation
 * does not speak of and Slack might stumble over (NUL, half a surrogate pair) is refused.
 */
export const written = (most: number, least = 1) =>
  z
    .string()
    .min(least)
    .max(most)
    .refine((text) => !/\0|\p{Surrogate}/u.test(text), 'must be well-formed Unicode without NUL');

/** No limit of its own; the whole message has one. */
export const anyText = written(100_000);

export const plainText = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: written(most), emoji: z.boolean().optional() });

export const mrkdwn = (most: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: written(most), verbatim: z.boolean().optional() });

export const eitherText = (most: number) => z.discriminatedUnion('type', [plainText(most), mrkdwn(most)]);

export const webUrl = (most = 3000) =>
  written(most).refine((text) => URL.canParse(text) && /^https?:/.test(text), 'must be a valid URL');

/** An action id or a block id. */
export const id = written(255);
