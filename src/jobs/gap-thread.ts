import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { systemClock } from '../clock.ts';
import { connect } from '../db/client.ts';
import { gapKeeperIn } from './gap-keeper.ts';
import type { GapAnswer, GapRequest } from './gaps.ts';

// Whoever waits for an answer goes before this thread. Elsewhere than on Linux it would be the whole process.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_LOW);

const { databaseUrl } = z.object({ databaseUrl: z.string() }).parse(workerData);
const { db } = connect(databaseUrl, { maxConnections: 2 });
const keeper = gapKeeperIn(db, systemClock, (claimed) => parentPort?.postMessage({ claimed } satisfies GapAnswer));

async function answer({ work }: GapRequest): Promise<unknown> {
  switch (work.do) {
    case 'refresh':
      return keeper.refresh(work.subscriptionId);
    case 'find':
      return keeper.find(work.asked);
  }
}

/** One after the other: each needs a whole core, and much memory. */
let last: Promise<unknown> = Promise.resolve();
parentPort?.on('message', (request: GapRequest) => {
  last = last.then(async () => {
    parentPort?.postMessage({ id: request.id, began: true } satisfies GapAnswer);
    let told: GapAnswer;
    try {
      told = { id: request.id, result: await answer(request) };
    } catch (error) {
      told = { id: request.id, error: error instanceof Error ? error.message : String(error) };
    }
    parentPort?.postMessage(told);
  });
});
