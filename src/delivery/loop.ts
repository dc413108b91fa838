import type { Logger } from 'pino';

export type Loop = {
  /** Something may be due: the next turn begins at once, or right after the one under way. */
  kick: () => void;
  /** Ends after the turn under way. */
  stop: () => Promise<void>;
};

/**
 * Does `turn` at once, or `firstAfterMs` from now, then every `everyMs` and after each kick, never twice at a time. A turn
 * that throws is logged and repeated after a short random wait: a database that is down for a while must not end it.
 */
export function startLoop({
  name,
  everyMs,
  firstAfterMs = 0,
  turn,
  logger,
}: {
  name: string;
  everyMs: number;
  firstAfterMs?: number;
  turn: () => Promise<void>;
  logger: Logger;
}): Loop {
  let stopped = false;
  let kicked = false;
  let wake = () => {};

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async () => {
    if (firstAfterMs > 0) await pause(firstAfterMs);
    while (!stopped) {
      kicked = false;
      try {
        await turn();
        if (!kicked && !stopped) await pause(everyMs);
      } catch (error) {
        logger.warn({ err: error, loop: name }, 'A turn failed and will be repeated');
        wake = () => {};
        if (!stopped) await new Promise((resolve) => setTimeout(resolve, 150 + Math.random() * 850));
      }
    }
  };
  const ended = run();

  return {
    kick: () => {
      kicked = true;
      wake();
    },
    stop: () => {
      stopped = true;
      wake();
      return ended;
    },
  };
}
