import { type Logger, pino } from 'pino';
import type { LogLevel } from './config.ts';
import { traceOf } from './slack/log.ts';

/**
 * One JSON line an event, on stdout. Of an error it tells name, code and place: the message of a failed statement
 * repeats its parameters, and so what shoppers wrote.
 */
export function openLog(level: LogLevel): Logger {
  return pino({ level, base: null, serializers: { err: traceOf, error: traceOf } });
}
