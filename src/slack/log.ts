import { LogLevel, type Logger as SdkLogger } from '@slack/bolt';
import type { Logger } from 'pino';

export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;

/** Gives the SDK's warnings to our log. Its debug lines hold whole bodies, so there are none; of an error it may tell the name and the code. */
export function sdkLogger(log: Log): SdkLogger {
  const say =
    (level: 'info' | 'warn' | 'error') =>
    (...parts: unknown[]) =>
      log[level]({ from: 'slack-sdk' }, parts.map(describe).join(' '));
  return {
    debug: () => {},
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}

/** What may be logged of a failure: messages may repeat what a shopper or a person typed, names, codes and places do not. */
export function traceOf(error: unknown): {
  error: string;
  code: string | null;
  slack: string | null;
  at: string[];
  cause: string | null;
} {
  if (!(error instanceof Error)) return { error: typeof error, code: null, slack: null, at: [], cause: null };
  return {
    error: error.name,
    code: textAt(error, 'code'),
    slack: textAt(Reflect.get(error, 'data'), 'error'),
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 5)
      .map((line) => line.trim()),
    cause: error.cause instanceof Error ? `${error.cause.name} ${textAt(error.cause, 'code') ?? ''}`.trim() : null,
  };
}

function describe(part: unknown): string {
  if (typeof part === 'string') return part.slice(0, 300);
  const { error, code, slack } = traceOf(part);
  return [error, code, slack].filter((text) => text !== null).join(' ');
}

function textAt(holder: unknown, key: string): string | null {
  const value: unknown = typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : null;
  return typeof value === 'string' ? value : null;
}
