import { type ChildProcess, spawn } from 'node:child_process';
import { renameSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
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

/**
 * The same for another program that takes its order as one JSON argument and says `running`. It draws no picture: the worker
 * for them is not beside the built file.
 */
export function spawnProgram(script: string, order: object): DelivererProcess {
  const child = spawn(process.execPath, [built(script), JSON.stringify(order)], {
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

const files = new Map<string, string>();

/** One file in JavaScript: it starts in a third of the time, and hundreds are started. The packages are found from where it lies. */
function built(script: string): string {
  const known = files.get(script);
  if (known !== undefined) return known;
  const file = fileURLToPath(
    new URL(`../../node_modules/.cache/thumbline/${basename(script, '.ts')}.mjs`, import.meta.url),
  );
  // Another worker may be at it, or start it, in this moment.
  const unfinished = `${file}.${process.pid}`;
  buildSync({
    entryPoints: [script],
    outfile: unfinished,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'error',
  });
  renameSync(unfinished, file);
  files.set(script, file);
  return file;
}
