import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type DelivererProcess, spawnProgram } from '../support/spawn-deliverer.ts';
import type { Dice } from './dice.ts';
import type { ReplicaOrder } from './replica.ts';

/** `deaths` are those that nobody ordered. */
export type ChaosCounts = { kills: number; freezes: number; restarts: number; deaths: number };

const REPLICA = fileURLToPath(new URL('./replica.ts', import.meta.url));

/** Replicas that are killed, frozen and started again, and a database that goes away, until `stop`. */
export async function startChaos({
  orders,
  dice,
  restartDatabase,
  everyMs,
  restartEvery,
}: {
  orders: ReplicaOrder[];
  dice: Dice;
  restartDatabase: () => Promise<void>;
  /** The mean time between two blows. */
  everyMs: number;
  /** One blow in so many hits the database. */
  restartEvery: number;
}) {
  const counts: ChaosCounts = { kills: 0, freezes: 0, restarts: 0, deaths: 0 };
  const replicas = orders.map((order) => ({ order, process: spawnProgram(REPLICA, order), isFrozen: false }));
  await Promise.all(replicas.map((replica) => replica.process.running));
  let isStopped = false;
  const thawing = new Set<Promise<void>>();

  const freeze = async (replica: (typeof replicas)[number], forMs: number) => {
    const { child } = replica.process;
    replica.isFrozen = true;
    child.kill('SIGSTOP');
    await sleep(forMs);
    child.kill('SIGCONT');
    replica.isFrozen = false;
  };

  const strike = async () => {
    if (dice.roll() < 1 / restartEvery) {
      counts.restarts += 1;
      await restartDatabase();
      return;
    }
    const replica = dice.pick(replicas);
    if (replica.isFrozen) return;
    if (replica.process.child.exitCode !== null) counts.deaths += 1;
    if (dice.roll() < 0.4) {
      counts.freezes += 1;
      const thaw = freeze(replica, dice.between(3_000, 5_500)).finally(() => thawing.delete(thaw));
      thawing.add(thaw);
      return;
    }
    counts.kills += 1;
    await end(replica.process);
    replica.process = spawnProgram(REPLICA, replica.order);
    await replica.process.running;
  };

  const striking = (async () => {
    while (!isStopped) {
      await sleep(everyMs * (0.5 + dice.roll()));
      if (!isStopped) await strike();
    }
  })();

  return {
    counts,
    /** No more blows; the deliverers go on. */
    calm: async () => {
      isStopped = true;
      await striking;
      await Promise.all(thawing);
    },
    stop: () => Promise.all(replicas.map((replica) => end(replica.process))),
  };
}

async function end({ child, ended }: DelivererProcess): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}
