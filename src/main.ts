import type { CliContext, Output } from './cli/context.ts';
import { runCommand } from './cli/run.ts';
import { systemClock } from './clock.ts';
import { type Config, readConfig } from './config.ts';

let config: Config | null = null;

const context: CliContext = {
  get config() {
    config ??= readConfig(process.env);
    return config;
  },
  clock: systemClock,
  stdin: process.stdin,
  stdout: outputTo(process.stdout),
  stderr: outputTo(process.stderr),
  startApp: async () => {
    throw new Error('The bot is not built yet.');
  },
  startWorkspace: async () => {
    throw new Error('The local workspace is not built yet.');
  },
  untilStopped: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    }),
};

// Whoever reads the output may leave early (`| head`): that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

process.exitCode = await runCommand(process.argv.slice(2), context);

function outputTo(stream: NodeJS.WriteStream): Output {
  return {
    isTerminal: stream.isTTY === true,
    write: (text) => new Promise((resolve) => stream.write(text, () => resolve())),
  };
}
