import { acknowledge } from './actions/acknowledge.ts';
import { listDownvotesOfWeek } from './actions/list-downvotes-of-week.ts';
import { saveSubscription } from './actions/save-subscription.ts';
import { openAlertTranscript, openTranscript, turnPage } from './actions/show-transcript.ts';
import { endSubscription, openSettings } from './actions/subscription.ts';
import { turnList } from './actions/turn-list.ts';
import { csat } from './commands/csat.ts';
import { listConversations } from './commands/list-conversations.ts';
import { accessLost } from './events/access-lost.ts';
import type {
  ActionHandler,
  ClosingHandler,
  CommandHandler,
  EventHandler,
  ShortcutHandler,
  SubmissionHandler,
} from './house.ts';
import { ACTION, CALLBACK } from './ids.ts';

/** What the app answers to, on one screen. Whatever is not here is answered too: see dispatch.ts. */
export const COMMANDS: Record<string, CommandHandler> = {
  '/downvotes': listConversations('downvote'),
  '/upvotes': listConversations('upvote'),
  '/unrated': listConversations('unknown'),
  '/csat': csat,
};

export const ACTIONS: Record<string, ActionHandler> = {
  [ACTION.acknowledge]: acknowledge,
  [ACTION.openAlertTranscript]: openAlertTranscript,
  [ACTION.openTranscript]: openTranscript,
  [ACTION.newerConversations]: turnList,
  [ACTION.olderConversations]: turnList,
  [ACTION.listDownvotesOfWeek]: listDownvotesOfWeek,
  [ACTION.earlierTurns]: turnPage,
  [ACTION.laterTurns]: turnPage,
  [ACTION.endSubscription]: endSubscription,
  [ACTION.openSettings]: openSettings,
  // A link: Slack has opened it already.
  [ACTION.openConversation]: async () => null,
};

/** By the callback id of the modal. */
export const SUBMISSIONS: Record<string, SubmissionHandler> = {
  [CALLBACK.subscription]: saveSubscription,
};

/** By the callback id of the modal, which must ask for it with `notify_on_close`. */
export const CLOSINGS: Record<string, ClosingHandler> = {};

export const SHORTCUTS: Record<string, ShortcutHandler> = {};

export const EVENTS: Record<string, EventHandler> = {
  app_uninstalled: accessLost,
  tokens_revoked: accessLost,
};
