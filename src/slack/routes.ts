import { acknowledge, acknowledgeFor } from './actions/acknowledge.ts';
import {
  chooseFromGapMenu,
  markGapDone,
  openGap,
  openGapTranscript,
  reopenGap,
  splitGap,
  turnGap,
  undoSplit,
  workOnGap,
} from './actions/gap.ts';
import { mergeGap, saveGap } from './actions/gap-form.ts';
import { decideHeldMessage } from './actions/held-message.ts';
import { openHelp, startWalk } from './actions/home.ts';
import { listDownvotesOfWeek } from './actions/list-downvotes-of-week.ts';
import { answerReminder } from './actions/retest-reminder.ts';
import {
  acknowledgeInRollup,
  acknowledgeRollup,
  openRollupTranscript,
  showRollup,
  turnRollup,
} from './actions/rollup.ts';
import { saveSubscription } from './actions/save-subscription.ts';
import { sendTrial } from './actions/send-trial.ts';
import { openAlertTranscript, openTranscript, turnPage } from './actions/show-transcript.ts';
import { discloseInputs, endSubscription, openSettings } from './actions/subscription.ts';
import { decide, markDone, retest } from './actions/triage.ts';
import { openAlertTriage, openTriage, openTriageForm, saveTriage, triageMessage } from './actions/triage-form.ts';
import { turnList } from './actions/turn-list.ts';
import { endWalk, skipToNext } from './actions/walk.ts';
import { csat } from './commands/csat.ts';
import { listConversations } from './commands/list-conversations.ts';
import { appUninstalled, tokensRevoked } from './events/access-lost.ts';
import { channelRestored, memberJoined } from './events/channel-opened.ts';
import { homeOpened } from './events/home-opened.ts';
import { linkShared } from './events/link-shared.ts';
import type {
  ActionHandler,
  ClosingHandler,
  CommandHandler,
  EventHandler,
  ShortcutHandler,
  SubmissionHandler,
} from './house.ts';
import { ACTION, CALLBACK, SHORTCUT } from './ids.ts';
import { acting } from './who-may.ts';

/** What the app answers to, on one screen. Whatever is not here is answered too: see dispatch.ts. */
export const COMMANDS: Record<string, CommandHandler> = {
  '/downvotes': listConversations('downvote'),
  '/upvotes': listConversations('upvote'),
  '/unrated': listConversations('unknown'),
  '/csat': csat,
};

export const ACTIONS: Record<string, ActionHandler> = {
  [ACTION.acknowledge]: acting(acknowledge),
  [ACTION.acknowledgeFor]: acting(acknowledgeFor),
  [ACTION.acknowledgeRollup]: acknowledgeRollup,
  [ACTION.acknowledgeInRollup]: acknowledgeInRollup,
  [ACTION.showRollup]: showRollup,
  [ACTION.newerRollupRows]: turnRollup,
  [ACTION.olderRollupRows]: turnRollup,
  [ACTION.openRollupTranscript]: openRollupTranscript,
  [ACTION.openAlertTranscript]: openAlertTranscript,
  [ACTION.openTranscript]: openTranscript,
  [ACTION.newerConversations]: turnList,
  [ACTION.olderConversations]: turnList,
  [ACTION.listDownvotesOfWeek]: listDownvotesOfWeek,
  [ACTION.earlierTurns]: turnPage,
  [ACTION.laterTurns]: turnPage,
  [ACTION.endSubscription]: endSubscription,
  [ACTION.openSettings]: openSettings,
  [ACTION.chooseLimit]: discloseInputs,
  [ACTION.keepHeldMessage]: acting(decideHeldMessage('keep')),
  [ACTION.postHeldMessageAgain]: acting(decideHeldMessage('post again')),
  [ACTION.sendTrial]: acting(sendTrial),
  [ACTION.startWalk]: startWalk,
  [ACTION.openHelp]: openHelp,
  [ACTION.triageAlert]: openAlertTriage,
  [ACTION.triageConversation]: openTriage,
  [ACTION.openTriageForm]: openTriageForm,
  [ACTION.decideKnowledge]: decide('knowledge'),
  [ACTION.decideRule]: decide('rule'),
  [ACTION.decideHandover]: decide('handover'),
  [ACTION.decideNotOurs]: decide('not ours'),
  [ACTION.decideCantTell]: decide("can't tell"),
  [ACTION.markDone]: markDone(),
  [ACTION.retestPassed]: retest('passed'),
  [ACTION.retestFailed]: retest('failed'),
  [ACTION.reminderPassed]: answerReminder('passed'),
  [ACTION.reminderFailed]: answerReminder('failed'),
  [ACTION.nextToTriage]: skipToNext,
  [ACTION.openGap]: openGap,
  [ACTION.newerGapRows]: turnGap,
  [ACTION.olderGapRows]: turnGap,
  [ACTION.openGapTranscript]: openGapTranscript,
  [ACTION.splitGap]: splitGap,
  [ACTION.undoSplit]: undoSplit,
  [ACTION.workOnGap]: workOnGap,
  [ACTION.markGapDone]: markGapDone,
  [ACTION.reopenGap]: reopenGap,
  [ACTION.gapMenu]: chooseFromGapMenu,
  // A link: Slack has opened it already.
  [ACTION.openConversation]: async () => null,
};

/** By the callback id of the modal. */
export const SUBMISSIONS: Record<string, SubmissionHandler> = {
  [CALLBACK.triageForm]: saveTriage,
  [CALLBACK.subscription]: saveSubscription,
  [CALLBACK.gapForm]: saveGap,
  [CALLBACK.gapMerge]: mergeGap,
};

/** By the callback id of the modal, which must ask for it with `notify_on_close`. */
export const CLOSINGS: Record<string, ClosingHandler> = {
  [CALLBACK.walk]: endWalk,
};

export const SHORTCUTS: Record<string, ShortcutHandler> = {
  [SHORTCUT.triage]: triageMessage,
};

export const EVENTS: Record<string, EventHandler> = {
  app_home_opened: homeOpened,
  link_shared: linkShared,
  app_uninstalled: appUninstalled,
  channel_unarchive: channelRestored,
  group_unarchive: channelRestored,
  member_joined_channel: memberJoined,
  tokens_revoked: tokensRevoked,
};
