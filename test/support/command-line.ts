import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../src/cli/run.ts';
import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');

export type Answer = { code: number | null; stdout: string; stderr: string };

/** Runs the program as a process of its own, in an environment that holds nothing but what is given. */
export function thumbline(args: string[], environment: Record<string, string> = {}, stdin = ''): Promise<Answer> {
  const child = spawnThumbline(args, environment);
  child.stdin.end(stdin);
  return answerOf(child);
}

/** The same, read by somebody who leaves after the first piece. */
export function readOnlyTheStart(args: string[], environment: Record<string, string>): Promise<Answer> {
  const child = spawnThumbline(args, environment);
  child.stdin.end();
  child.stdout.once('data', () => child.stdout.destroy());
  return answerOf(child);
}

/** Runs a command without a process of its own, which takes a second less. */
export async function inThisProcess(
  args: string[],
  databaseUrl: string | null,
  variables: Record<string, string> = {},
): Promise<Answer> {
  const answer: Answer = { code: null, stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTerminal: false,
    write: async (text: string) => {
      answer[name] += text;
    },
  });
  const notHere = async () => {
    throw new Error('no command line starts the bot here');
  };
  answer.code = await runCommand(args, {
    config: { ...readConfig(variables), databaseUrl },
    clock: systemClock,
    stdin: Readable.from([]),
    stdout: output('stdout'),
    stderr: output('stderr'),
    startApp: notHere,
    startWorkspace: notHere,
    untilStopped: notHere,
  });
  return answer;
}

/** The same, left running: whoever starts it ends it. */
export function spawnThumbline(args: string[], environment: Record<string, string>) {
  return spawn(process.execPath, ['--import', TSX, MAIN, ...args], {
    env: { PATH: process.env.PATH ?? '', ...environment },
  });
}

function answerOf(child: ChildProcessWithoutNullStreams): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const answer: Answer = { code: null, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      answer.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      answer.stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...answer, code }));
  });
}
