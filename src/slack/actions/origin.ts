import type { TranscriptPlace } from '../carried.ts';
import { refreshHome } from '../events/home-opened.ts';
import type { House } from '../house.ts';
import { refreshList } from './turn-list.ts';

/** What a conversation was opened from shows what has just been decided: its list, or the Home tab. A card does so by itself. */
export const refreshOrigin = ({ channelId, list }: TranscriptPlace, userId: string, house: House): Promise<void> =>
  channelId === null ? refreshHome(userId, house) : refreshList(list, house);
