import { z } from 'zod';

/** Where a reader is in a gap's window: in which channel it was opened, which page, and the version that is shown. */
export type GapPlace = { gapId: number; channelId: string; page: number; version: number };

const placeSchema = z.object({
  gapId: z.number().int().positive(),
  channelId: z.string(),
  page: z.number().int().nonnegative(),
  version: z.number().int().nonnegative(),
});

export const gapPlaceValue = ({ gapId, channelId, page, version }: GapPlace): string =>
  JSON.stringify({ gapId, channelId, page, version } satisfies GapPlace);

/** @throws z.ZodError or SyntaxError when the text is none of ours. */
export const parseGapPlace = (value: string): GapPlace => placeSchema.parse(JSON.parse(value));

/** @throws z.ZodError when the text is no id. */
export const parseGapId = (value: string): number => z.coerce.number().int().positive().parse(value);

/** What the menu of a gap offers. */
export const GAP_MENU = ['merge', 'dismiss', 'restore'] as const;
export const parseGapMenu = (value: string): (typeof GAP_MENU)[number] => z.enum(GAP_MENU).parse(value);
