import type { TranscriptPlace } from '../carried.ts';
import type { House } from '../house.ts';
import { refusalToAct } from '../who-may.ts';

/** Why the person may not triage in the channel from which the modal was opened; null: they may. */
export const refusalAt = async (
  { channelId }: TranscriptPlace,
  userId: string,
  house: House,
): Promise<string | null> => (channelId === null ? null : refusalToAct({ userId, channelId }, house));
