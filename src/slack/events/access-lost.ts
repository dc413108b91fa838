import { z } from 'zod';
import type { EventHandler } from '../house.ts';

const revoked = z.object({ tokens: z.object({ bot: z.array(z.string()).default([]) }) });

/**
 * The app was taken out of the workspace: nothing can be posted until it is installed again. It is believed of the very
 * workspace that it happened in only, and is soon found out if it is old news: tokens are asked about each minute.
 */
export const appUninstalled: EventHandler = async ({ type }, { log, home, questions }, teamId) => {
  if (teamId !== home.id) return;
  log.error({ event: type, workspace: home.id }, 'Slack took our access away: install the app again');
  await questions.recordAccessLost();
};

/** Tokens were revoked: the bot's is what everything here is done with; those of people are nothing to us. */
export const tokensRevoked: EventHandler = async (event, house, teamId) => {
  if (revoked.parse(event).tokens.bot.length > 0) await appUninstalled(event, house, teamId);
};
