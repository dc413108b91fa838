import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ProcessOrder } from './deliverer-process.ts';

export type DelivererProcess = {
  child: ChildProcess;
  running: Promise<void>;
  /** It has come to where it was told to end. */
  frozen: Promise<void>;
  ended: Promise<void>;
};

const spawned = new Set<ChildProcess>();

/** Kills what a failed test left behind. */
export function endSpawned(): void {
  for (const child of spawned) child.kill('SIGKILL');
}

/** Starts a deliverer in a process of its own, which may be killed and frozen. */
export function spawnDeliverer(order: ProcessOrder): DelivererProcess {
  return spawnProgram(fileURLToPath(new URL('./deliverer-process.ts', import.meta.url)), order);
}

/** The same for another program that takes its order as one JSON argument and says `running`. */
export function spawnProgram(script: string, order: object): DelivererProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(order)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  spawned.add(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve())).then(() => {
    spawned.delete(child);
  });
  let said = '';
  const hear = (word: string) =>
    new Promise<void>((resolve) => {
      child.stdout?.on('data', (chunk) => {
        said += chunk;
        if (said.includes(word)) resolve();
      });
    });
  return { child, running: Promise.race([hear('running'), ended]), frozen: hear('ending'), ended };
}
