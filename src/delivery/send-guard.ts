export type SendGuard = {
  /** Less than `ms` passed, by every clock. */
  within: (ms: number) => boolean;
};

/**
 * Begins before the claim is asked for. Two clocks, since one stands still while the machine sleeps and the other
 * may be set back: a process that was frozen after its claim must not send what another replica has taken over.
 */
export function startSendGuard(): SendGuard {
  const monotonic = performance.now();
  const wall = Date.now();
  return { within: (ms) => performance.now() - monotonic < ms && Math.abs(Date.now() - wall) < ms };
}
