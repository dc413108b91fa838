import { existsSync } from 'node:fs';
import type { CliContext, Output } from './cli/context.ts';
import { runCommand } from './cli/run.ts';
import { systemClock } from './clock.ts';
import { type Config, readConfig } from './config.ts';

// What the environment sets already stands.
if (existsSync('.env')) process.loadEnvFile('.env');

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
  // The bot's packages take a second to load: only the commands that run it wait for them.
  startApp: async () => {
    const { startApp } = await import('./app.ts');
    const { openLog } = await import('./log.ts');
    return startApp(context.config, { clock: systemClock, log: openLog(context.config.logLevel) });
  },
  startWorkspace: async (options) => {
    const { startApp } = await import('./app.ts');
    const { openLog } = await import('./log.ts');
    const { startWorkspace } = await import('./workspace/start.ts');
    const log = openLog(process.env.LOG_LEVEL === undefined ? 'warn' : context.config.logLevel);
    return startWorkspace({
      ...options,
      clock: systemClock,
      log,
      startApp: (environment) => startApp(readConfig(environment), { clock: systemClock, log }),
    });
  },
  untilStopped: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    }),
};

// A failure that nobody waited for leaves the process in a state nobody knows: end, and let the supervisor start it again.
process.on('unhandledRejection', (reason) => {
  process.stderr.write(
    `thumbline: stopped by an unexpected failure (${reason instanceof Error ? reason.name : typeof reason}).\n`,
  );
  process.exit(1);
});

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
