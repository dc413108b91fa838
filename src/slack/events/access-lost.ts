import type { EventHandler } from '../house.ts';

/** The app was removed from the workspace, or its token revoked: nothing can be posted until it is installed again. */
export const accessLost: EventHandler = async ({ type }, { log, home }) => {
  log.error(
    { event: type, workspace: home.id },
    'Slack took our access away: install the app again and set SLACK_BOT_TOKEN',
  );
};
