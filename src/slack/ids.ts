/** Every name by which Slack tells us what was clicked. A name never changes its meaning: old messages keep their buttons. */
export const ACTION = {
  /** value: the alert's id. */
  acknowledge: 'alert_acknowledge',
  /** A menu. value: the alert's id and for how long. */
  acknowledgeFor: 'alert_acknowledge_for',
  /** value: the roll-up's id. */
  acknowledgeRollup: 'rollup_acknowledge',
  showRollup: 'rollup_show',
  /** In a roll-up's list, whose place stands in its private metadata. value: a page number. */
  newerRollupRows: 'rollup_newer',
  olderRollupRows: 'rollup_older',
  /** In a roll-up's list. value: the alert's id. */
  acknowledgeInRollup: 'rollup_acknowledge_one',
  openRollupTranscript: 'rollup_transcript',
  /** value: the alert's id. */
  openAlertTranscript: 'alert_transcript',
  /** A link: Slack opens it, and tells us. */
  openConversation: 'conversation_link',
  /** value: a conversation key. */
  openTranscript: 'list_transcript',
  /** value: the list and a cursor. */
  newerConversations: 'list_newer',
  olderConversations: 'list_older',
  /** Below a digest. value: the week, a period. */
  listDownvotesOfWeek: 'digest_downvotes',
  /** value: a page number; whose transcript it is stands in the modal's private metadata. */
  earlierTurns: 'transcript_earlier',
  laterTurns: 'transcript_later',
  /** value: the alert's id. */
  triageAlert: 'alert_triage',
  /** value: a conversation key. */
  triageConversation: 'list_triage',
  /** In a transcript, whose place stands in its private metadata. */
  openTriageForm: 'transcript_triage',
  /** In a transcript; one for each outcome. value: the version of the triage that is shown, 0 for none. */
  decideKnowledge: 'triage_knowledge',
  decideRule: 'triage_rule',
  decideHandover: 'triage_handover',
  decideNotOurs: 'triage_not_ours',
  decideCantTell: 'triage_cant_tell',
  /** In a transcript or a triage form. value: the version of the triage that is shown. */
  markDone: 'triage_done',
  retestPassed: 'triage_passed',
  retestFailed: 'triage_failed',
  /** In a reminder to try a conversation again. value: the version of the triage that is shown. */
  reminderPassed: 'reminder_passed',
  reminderFailed: 'reminder_failed',
  /** On the walk through what is open. */
  nextToTriage: 'walk_next',
  /** value: the channel whose subscription ends. */
  endSubscription: 'subscription_end',
  /** In a channel's status. value: the delivery's id. */
  keepHeldMessage: 'held_digest_keep',
  postHeldMessageAgain: 'held_digest_post_again',
  /** Below a digest that one person sees. */
  sendTrial: 'digest_send_now',
  /** On the Home tab. */
  startWalk: 'home_walk',
  openHelp: 'home_help',
  /** value: the channel whose settings are opened. */
  openSettings: 'subscription_settings',
  /** In a list of gaps or a digest. value: the gap's id. */
  openGap: 'gap_open',
  /** In a gap, whose place stands in its private metadata. value: a page number. */
  newerGapRows: 'gap_newer',
  olderGapRows: 'gap_older',
  /** In a gap. value: a conversation key. */
  openGapTranscript: 'gap_transcript',
  splitGap: 'gap_split',
  /** In a gap of which a conversation was just split off. value: the id of the gap that it became. */
  undoSplit: 'gap_undo_split',
  /** In a gap. */
  workOnGap: 'gap_work',
  markGapDone: 'gap_done',
  reopenGap: 'gap_reopen',
  /** A menu in a gap. */
  gapMenu: 'gap_menu',
  /** In a channel's settings. value: a limit in minutes, or none. */
  chooseLimit: 'subscription_limit',
} as const;

/** On a message. */
export const SHORTCUT = {
  triage: 'triage_alert',
} as const;

export const CALLBACK = {
  /** The settings of a channel: which channel stands in the private metadata. */
  subscription: 'subscription',
  transcript: 'transcript',
  /** The list behind a roll-up's card: its place stands in the private metadata. */
  rollup: 'rollup',
  /** A transcript on the walk through what is open: closing it ends the walk. */
  walk: 'walk',
  triageForm: 'triage',
  /** A gap, and the forms on top of it: their place stands in the private metadata. */
  gap: 'gap',
  gapForm: 'gap_form',
  gapMerge: 'gap_merge',
} as const;
