import type { Database } from '../../src/db/client.ts';
import type { RenderMessage } from '../../src/delivery/message.ts';
import { openPermalinks } from '../../src/delivery/permalink.ts';
import type { SlackAccess } from '../../src/delivery/quiet-client.ts';
import { renderAlertMessage } from '../../src/jobs/alert-messages.ts';
import { renderDigest } from '../../src/jobs/digest.ts';

/** What the app says, with Slack's own chart in the digest: an uploaded picture would have another name each time. */
export function renderViews(db: Database, access: SlackAccess): RenderMessage {
  const permalinkOf = openPermalinks(access);
  const tools = { db, uploadPng: null, quickchartUrl: null, log: { warn: () => {} } };
  return (owed) => (owed.kind === 'digest' ? renderDigest(tools, owed) : renderAlertMessage({ db, permalinkOf }, owed));
}
