import { writeSync } from 'node:fs';
import type { CrashPoint } from '../../src/delivery/delivering.ts';
import type { DeliveryTimings } from '../../src/delivery/timings.ts';
import { runDeliverer } from './deliverer.ts';

/** How a deliverer in a process of its own is told what to do: one JSON argument. */
export type ProcessOrder = {
  url: string;
  apiUrl: string;
  /** Where it kills or freezes itself. */
  ending?: { at: CrashPoint; signal: 'SIGKILL' | 'SIGSTOP' };
  timings?: Partial<DeliveryTimings>;
  bursts?: 'together' | 'one by one';
  /** Missing: of a ledger that names none. */
  workspaceId?: string;
};

const order: ProcessOrder = JSON.parse(process.argv[2] ?? '{}');

let isEnding = order.ending !== undefined;
runDeliverer({
  url: order.url,
  apiUrl: order.apiUrl,
  timings: order.timings,
  bursts: order.bursts,
  workspaceId: order.workspaceId,
  at: (point) => {
    if (!isEnding || point !== order.ending?.at) return;
    isEnding = false;
    writeSync(1, 'ending\n');
    process.kill(process.pid, order.ending.signal);
  },
});
// Whoever started it is gone.
process.stdin.on('end', () => process.exit()).resume();
writeSync(1, 'running\n');
