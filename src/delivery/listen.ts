import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Connection } from '../db/client.ts';

const RETRY_MS = 5_000;

/**
 * Calls `onHint` at each NOTIFY, and after each reconnection. A hint only makes things quicker: where listening is
 * impossible (a pooler in between, a database that is down) it is tried again, and polling goes on without it.
 */
export function listenForHints({
  connection,
  channel,
  onHint,
  logger,
}: {
  connection: Connection;
  channel: string;
  onHint: () => void;
  logger: Logger;
}): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const listening = (async () => {
    while (!stopping.signal.aborted) {
      try {
        return await connection.listen(channel, onHint);
      } catch (error) {
        logger.warn({ err: error, channel }, 'Cannot listen to the database; polling goes on');
        await sleep(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
    return null;
  })();
  return {
    stop: async () => {
      stopping.abort();
      const listener = await listening;
      await listener?.unlisten().catch((error) => logger.debug({ err: error, channel }, 'Could not stop listening'));
    },
  };
}
