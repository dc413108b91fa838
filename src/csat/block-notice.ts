/** What whoever subscribed a channel is told when nothing can be posted there any more. */
export type BlockNotice = {
  channelId: string;
  /** Slack's error, with a missing scope behind a space; null: that is over. */
  blockedBy: string | null;
  /** The channel has no subscription any more: nothing is owed there. */
  isEnded: boolean;
};
