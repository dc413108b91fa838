/** Every name by which Slack tells us what was clicked. A name never changes its meaning: old messages keep their buttons. */
export const ACTION = {
  /** value: the alert's id. */
  acknowledge: 'alert_acknowledge',
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
  /** value: the channel whose subscription ends. */
  endSubscription: 'subscription_end',
  /** value: the channel whose settings are opened. */
  openSettings: 'subscription_settings',
} as const;

export const CALLBACK = {
  /** The settings of a channel: which channel stands in the private metadata. */
  subscription: 'subscription',
  transcript: 'transcript',
} as const;
