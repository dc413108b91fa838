import type { Context } from '../context.ts';
import { type Json, newId, type StoredFile } from '../workspace.ts';
import { invalidArguments, isObject, type Method, requiredText, SlackRefusal, text } from './method.ts';
import { channelToPostIn, post } from './posting.ts';

const write = { scopes: ['files:write'] };

export const files: Record<string, Method> = {
  'files.getUploadURLExternal': {
    ...write,
    tier: 4,
    run(context, args) {
      const { workspace } = context;
      const lengthBytes = Number(requiredText(args, 'length'));
      if (!Number.isInteger(lengthBytes) || lengthBytes < 1)
        throw invalidArguments('must be greater than 0 [json-pointer:/length]');
      const id = newId(workspace, 'F');
      const file: StoredFile = {
        id,
        name: requiredText(args, 'filename'),
        title: '',
        altText: text(args, 'alt_text') ?? '',
        lengthBytes,
        bytes: null,
        mimetype: '',
        readyAt: null,
        uploadKey: `${id}-${workspace.nextNumber()}`,
        createdAt: workspace.clock.now(),
      };
      workspace.files.set(id, file);
      return { upload_url: `${context.url()}/upload/${file.uploadKey}`, file_id: id };
    },
  },
  'files.completeUploadExternal': {
    ...write,
    tier: 4,
    run(context, args) {
      const wanted = args.files;
      if (!Array.isArray(wanted) || wanted.length === 0 || !wanted.every(isObject))
        throw invalidArguments('missing required field: files');
      const channelId = text(args, 'channel_id');
      const channel = channelId === null ? null : channelToPostIn(context, channelId);
      const completed = wanted.map((one: Json) => complete(context, one));
      if (channel) {
        // A shared file appears as a message of its own; the answer does not say which.
        post(context, channel.id, {
          text: text(args, 'initial_comment') ?? '',
          blocks: completed.map((file) => ({
            type: 'image',
            block_id: file.id,
            alt_text: file.altText || file.name,
            slack_file: { id: file.id },
          })),
          attachments: [],
          threadTs: text(args, 'thread_ts'),
          metadata: null,
        });
      }
      return { files: completed.map((file) => fileJson(context, file)) };
    },
  },
  'files.info': {
    scopes: ['files:read'],
    tier: 4,
    run: (context, args) => ({ file: fileJson(context, find(context, requiredText(args, 'file'))) }),
  },
};

function find(context: Context, id: string): StoredFile {
  const file = context.workspace.files.get(id);
  if (!file) throw new SlackRefusal('file_not_found');
  return file;
}

function complete(context: Context, one: Json): StoredFile {
  const file = find(context, String(one.id));
  if (!file.bytes) throw new SlackRefusal('file_not_found');
  const { clock } = context.workspace;
  file.title = String(one.title ?? file.name);
  file.mimetype = mimetypeOf(file.bytes);
  file.readyAt = new Date(clock.now().getTime() + context.faults.fileReadyAfterMs);
  context.workspace.changed({ kind: 'file', id: file.id });
  return file;
}

function mimetypeOf(bytes: Buffer): string {
  if (bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'image/png';
  if (bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))) return 'image/jpeg';
  if (bytes.subarray(0, 4).toString('latin1') === 'GIF8') return 'image/gif';
  return 'application/octet-stream';
}

/** Until Slack has looked at the file, its type is empty. */
function fileJson(context: Context, file: StoredFile): Json {
  const isReady = file.readyAt !== null && file.readyAt <= context.workspace.clock.now();
  const url = `${context.url()}/files/${file.id}/${encodeURIComponent(file.name)}`;
  return {
    id: file.id,
    created: Math.floor(file.createdAt.getTime() / 1000),
    name: file.name,
    title: file.title,
    mimetype: isReady ? file.mimetype : '',
    filetype: isReady ? (file.mimetype.split('/')[1] ?? '') : '',
    size: file.lengthBytes,
    user: context.workspace.bot.userId,
    alt_txt: file.altText,
    url_private: url,
    url_private_download: url,
    permalink: url,
    shares: {},
  };
}
