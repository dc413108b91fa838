/** A Slack workspace that installed the app. */
export type KnownWorkspace = {
  /** Slack's id of it, T…. */
  id: string;
  name: string;
  /** The organisation (E…) that it is of; null: of none (no Enterprise Grid). */
  enterpriseId: string | null;
  /** Why Slack does not take its token, or `no_token`; null: it does. */
  blockedBy: string | null;
};
