import type { Clock } from '../../clock.ts';

/** A JSON object as it came from the app; only the limits know what is in it. */
export type Json = Record<string, unknown>;
export type Block = Json & { type: string; block_id?: string };

/** `enterpriseId`: the organisation (E…) that it is of; missing: no Enterprise Grid. */
export type Team = { id: string; name: string; domain: string; enterpriseId?: string };
export type Bot = { userId: string; botId: string; appId: string; name: string };
/** `zone` is an IANA name; a user of another `teamId` is a stranger in a shared channel, unless both are of one organisation. */
export type WorkspaceUser = {
  id: string;
  name: string;
  zone: string;
  isGuest: boolean;
  teamId: string;
  enterpriseId?: string;
};
export type Channel = {
  id: string;
  name: string;
  isPrivate: boolean;
  isDirect: boolean;
  isArchived: boolean;
  /** Shared with another organisation. */
  isShared: boolean;
  /** null: nobody. */
  creator: string | null;
  members: Set<string>;
  createdAt: Date;
};
export type Usergroup = { id: string; handle: string; name: string; users: string[] };

/** A message that everybody in the channel sees. `metadata` is what the app last sent with it. */
export type Message = {
  channelId: string;
  ts: string;
  /** null: a message of the channel itself; else the `ts` of the thread it answers in. */
  threadTs: string | null;
  userId: string;
  /** null: written by a person. */
  botId: string | null;
  text: string;
  blocks: Block[];
  attachments: Json[];
  metadata: Json | null;
  /** The `ts` of the last edit; null: never edited. */
  editedTs: string | null;
  reactions: { name: string; users: string[] }[];
  unfurls: Json | null;
};

/** A message that one user sees, until the app replaces or deletes it through a `response_url`. */
export type Ephemeral = {
  id: string;
  channelId: string;
  userId: string;
  ts: string;
  threadTs: string | null;
  text: string;
  blocks: Block[];
  attachments: Json[];
};

/** A modal or a Home tab as Slack keeps it. `hash` changes with every update. */
export type View = {
  id: string;
  type: 'modal' | 'home';
  userId: string;
  hash: string;
  rootViewId: string;
  previousViewId: string | null;
  externalId: string;
  callbackId: string;
  privateMetadata: string;
  title: Json | null;
  submit: Json | null;
  close: Json | null;
  clearOnClose: boolean;
  notifyOnClose: boolean;
  blocks: Block[];
  /** What `response_action: errors` said, by block id; empty after the next update. */
  errors: Record<string, string>;
  /** What the user has entered, `state.values` of the next payload: by block id and action id. */
  values: Record<string, Record<string, Json>>;
};

/** An uploaded file. It may be used in a message from `readyAt` on; null: not completed yet. */
export type StoredFile = {
  id: string;
  name: string;
  title: string;
  altText: string;
  lengthBytes: number;
  bytes: Buffer | null;
  mimetype: string;
  readyAt: Date | null;
  uploadKey: string;
  createdAt: Date;
};

/** The right to answer through a URL: five times within half an hour. */
export type ResponseUrl = {
  key: string;
  channelId: string;
  userId: string;
  /** What `replace_original` and `delete_original` mean; null after a slash command. */
  original: { ts: string } | { ephemeralId: string } | null;
  uses: number;
  expiresAt: Date;
};

export type Trigger = { id: string; userId: string; viewId: string | null; usedAt: Date | null; expiresAt: Date };

export type Change =
  | { kind: 'message'; channelId: string; ts: string }
  | { kind: 'message-deleted'; channelId: string; ts: string }
  | { kind: 'ephemeral'; channelId: string; userId: string; id: string }
  | { kind: 'ephemeral-deleted'; channelId: string; userId: string; id: string }
  | { kind: 'modal'; userId: string }
  | { kind: 'home'; userId: string }
  | { kind: 'file'; id: string }
  | { kind: 'channel'; channelId: string };

/** Everything that the stand-in remembers. Tests and the page read it; only the stand-in writes it. */
export type Workspace = {
  team: Team;
  bot: Bot;
  /** The scopes that the bot token was granted; delete one to get `missing_scope`. */
  scopes: Set<string>;
  /** What Slack says to the bot token; null: it takes it. */
  tokenRefusal: 'token_revoked' | 'account_inactive' | null;
  users: Map<string, WorkspaceUser>;
  usergroups: Map<string, Usergroup>;
  channels: Map<string, Channel>;
  /** By channel id, oldest first, with the answers in threads. */
  messages: Map<string, Message[]>;
  ephemerals: Map<string, Ephemeral>;
  /** The open modals of each user, the first one opened first. */
  modals: Map<string, View[]>;
  homes: Map<string, View>;
  files: Map<string, StoredFile>;
  responseUrls: Map<string, ResponseUrl>;
  triggers: Map<string, Trigger>;
  /** What users chose in the inputs of messages, by user, channel and `ts`. */
  enteredInMessages: Map<string, View['values']>;
  clock: Clock;
  /** Tells every listener of a change. */
  changed(change: Change): void;
  onChange(listener: (change: Change) => void): () => void;
  /** A number that grows by one each time: the material of ids. */
  nextNumber(): number;
};

/** An id as Slack's: a letter and upper-case base 36, e.g. `F0000000A1`. */
export function newId(workspace: Workspace, prefix: string): string {
  return `${prefix}${workspace.nextNumber().toString(36).toUpperCase().padStart(10, '0')}`;
}

/** The next message `ts` of a channel: seconds and microseconds, never twice the same. */
export function nextTs(workspace: Workspace, channelId: string): string {
  const last = workspace.messages.get(channelId)?.at(-1)?.ts;
  const nowMicroseconds = workspace.clock.now().getTime() * 1000;
  const microseconds = Math.max(nowMicroseconds, last ? Number(last.replace('.', '')) + 1 : 0);
  const digits = String(microseconds).padStart(16, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
