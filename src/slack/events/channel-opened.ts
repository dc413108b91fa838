import { z } from 'zod';
import type { EventHandler } from '../house.ts';

const joined = z.object({ user: z.string(), channel: z.string() });
const restored = z.object({ channel: z.string() });

/** Somebody invited Thumbline: what waits for the channel goes on at once. Others who join change nothing. */
export const memberJoined: EventHandler = async (event, { questions, home }) => {
  const { user, channel } = joined.parse(event);
  if (home.botUserId === null || user === home.botUserId) await questions.retryChannel(channel);
};

/** The channel was taken out of the archive. */
export const channelRestored: EventHandler = async (event, { questions }) => {
  await questions.retryChannel(restored.parse(event).channel);
};
