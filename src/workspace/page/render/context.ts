import type { Json, Workspace, WorkspaceUser } from '../../standin/workspace.ts';

/** What a block needs to know of the world around it. */
export type RenderContext = {
  surface: 'message' | 'modal' | 'home';
  readerId: string;
  /** IANA zone of the reader. */
  zone: string;
  now: Date;
  /** Display names by id. */
  users: Record<string, string>;
  channels: Record<string, string>;
  usergroups: Record<string, string>;
  /** Channels that a reader may pick in a select. */
  pickableChannels: { id: string; name: string; isPrivate: boolean; isDirect: boolean }[];
  /** The channel around the block; null in a modal or a Home tab. */
  channelId: string | null;
  /** Where the browser finds a file of the workspace; null: no such file, or it is not ready. */
  fileUrl: (reference: { id?: string; url?: string }) => string | null;
  /** What was entered so far, by block id and action id. */
  values: Record<string, Record<string, Json>>;
  /** What is wrong with an input, by block id. */
  errors: Record<string, string>;
  /** Makes ids of form fields unique in the page. */
  idPrefix: string;
};

/** The context in which `reader` sees the workspace. */
export function readerContext(workspace: Workspace, reader: WorkspaceUser): RenderContext {
  const channels = [...workspace.channels.values()].filter(
    (channel) => !channel.isArchived && (!(channel.isPrivate || channel.isDirect) || channel.members.has(reader.id)),
  );
  return {
    surface: 'message',
    readerId: reader.id,
    zone: reader.zone,
    now: workspace.clock.now(),
    users: {
      [workspace.bot.userId]: workspace.bot.name,
      ...Object.fromEntries([...workspace.users.values()].map((user) => [user.id, user.name])),
    },
    channels: Object.fromEntries([...workspace.channels.values()].map((channel) => [channel.id, channel.name])),
    usergroups: Object.fromEntries([...workspace.usergroups.values()].map((group) => [group.id, `@${group.handle}`])),
    pickableChannels: channels,
    channelId: null,
    fileUrl: ({ id, url }) => {
      const fileId = id ?? url?.match(/\bF[A-Z0-9]{8,}\b/)?.[0];
      const file = fileId === undefined ? undefined : workspace.files.get(fileId);
      return file?.bytes && file.readyAt && file.readyAt <= workspace.clock.now()
        ? `/workspace/files/${file.id}`
        : null;
    },
    values: {},
    errors: {},
    idPrefix: '',
  };
}
