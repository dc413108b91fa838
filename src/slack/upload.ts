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
  const client = openQuietClient(access);
  return async (png, { filename, title, altText }) => {
    const upload = client.filesUploadV2({ file: png, filename, title, alt_text: altText.slice(0, 1_000) });
    const [file] = completed.parse(await withinDeadline(upload, access.deadlineMs)).files;
    return file.files[0].id;
  };
}

/** Three calls, each with its own time limit, may take three times as long as anybody should wait for a picture. */
async function withinDeadline<Result>(work: Promise<Result>, deadlineMs: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Slack did not take the picture within ${deadlineMs} ms`)), deadlineMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
