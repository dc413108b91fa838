import { performance } from 'node:perf_hooks';

/** So much of the time at work is busy: whatever comes then has to wait. */
const BUSY_SHARE = 0.8;
const WINDOW_MS = 50;

/** Tells whether this process's event loop had little time to spare between the last two answers, 50 ms apart or more. */
export function busyLoop(): () => boolean {
  let since = performance.eventLoopUtilization();
  let sinceMs = performance.now();
  let isBusy = false;
  return () => {
    if (performance.now() - sinceMs < WINDOW_MS) return isBusy;
    isBusy = performance.eventLoopUtilization(since).utilization > BUSY_SHARE;
    since = performance.eventLoopUtilization();
    sinceMs = performance.now();
    return isBusy;
  };
}
