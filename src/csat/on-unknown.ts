/** What becomes of a message that may or may not be in Slack, where nobody may look: it is posted again and says so, or held until somebody says whether it is there. */
export type UnknownChoice = 'repost' | 'hold';

/** By what the message is: a digest, or what tells of alerts. */
export type OnUnknown = { alerts: UnknownChoice; digests: UnknownChoice };

/** An alert that is lost is worse than one that comes twice; a digest can wait for a person. */
export const ON_UNKNOWN: OnUnknown = { alerts: 'repost', digests: 'hold' };
