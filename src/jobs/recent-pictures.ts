import { LRUCache } from 'lru-cache';

/** The files that answers showed lately. */
export type RecentPictures = {
  /**
   * Slack's id of the file with that print; `upload` is asked where none was given to Slack within the hour, once for all
   * who ask meanwhile. What it throws is thrown to all of them and not kept.
   */
  fileOf: (print: string, upload: () => Promise<string>) => Promise<string>;
};

const KEPT_MS = 3_600_000;
const MOST = 1_000;

/** One for each workspace: a file is of the workspace that it was given to. */
export function recentPictures(): RecentPictures {
  const files = new LRUCache<string, string, () => Promise<string>>({
    max: MOST,
    ttl: KEPT_MS,
    fetchMethod: (_print, _stale, { context: upload }) => upload(),
  });
  return { fileOf: (print, upload) => files.forceFetch(print, { context: upload }) };
}
