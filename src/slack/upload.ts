import { z } from 'zod';
import { openQuietClient, type SlackAccess } from '../delivery/quiet-client.ts';

export type UploadPng = (png: Buffer, picture: { filename: string; title: string; altText: string }) => Promise<string>;

const completed = z.object({
  files: z.tuple([z.object({ files: z.tuple([z.object({ id: z.string().regex(/^F[A-Z0-9]{8,}$/) })]) })]),
});

/**
 * Uploads pictures for image blocks: to no channel, so that nothing is seen before the message that shows it.
 * Slack has not looked at the file when this answers; a message that is posted too soon is refused with "invalid slack file".
 * @throws Error when Slack does not take it before the deadline
 */
export function openUploader(access: SlackAccess): UploadPng {
  return async (png, { filename, title, altText }) => {
    // Of the three calls that it takes, none goes on after that: a file that is finished late would be left in Slack for nobody.
    const deadline = AbortSignal.timeout(access.deadlineMs);
    const client = openQuietClient(access, {
      fetch: (url, init) =>
        fetch(url, {
          ...init,
          signal: AbortSignal.any([deadline, ...(init?.signal ? [init.signal] : [])]),
        } as RequestInit),
    });
    const upload = await client.filesUploadV2({ file: png, filename, title, alt_text: altText.slice(0, 1_000) });
    const [file] = completed.parse(upload).files;
    return file.files[0].id;
  };
}
