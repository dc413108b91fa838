import { DrizzleQueryError } from 'drizzle-orm/errors';
import postgres from 'postgres';

/** The server cannot be reached, or does not take statements now. */
const AWAY = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'EPIPE', 'EACCES'],
  ...['CONNECT_TIMEOUT', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED'],
  ...['57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08004', '08006'],
]);

/** Whether the failure means that the database cannot be reached now, not that the question was wrong. */
export function isDatabaseAway(error: unknown): boolean {
  const code = codeOf(error);
  return code !== null && AWAY.has(code);
}

/**
 * One sentence for a person about a failure of the database: what is wrong and what to do. null: it was none.
 * It repeats neither the password nor the statement and its values, which may hold what shoppers wrote.
 */
export function describeDatabaseTrouble(error: unknown, databaseUrl: string | null): string | null {
  // Drizzle's own message holds the statement and its values.
  const code = codeOf(error) ?? (error instanceof DrizzleQueryError ? (error.cause?.name ?? error.name) : null);
  if (code === null) return null;
  const place = placeOf(databaseUrl);
  if (AWAY.has(code)) {
    return `The database ${place} cannot be reached (${code}): start it, or correct DATABASE_URL.`;
  }
  switch (code) {
    case '28P01':
    case '28000':
      return `The database ${place} refuses this user or password: correct DATABASE_URL.`;
    case '3D000':
      return `The server has no database ${place}: create it, or correct DATABASE_URL.`;
    case '42P01':
    case '42703':
    case '42883':
    case '3F000':
      return `The database ${place} has no schema of this version: run "thumbline migrate".`;
    case '42501':
      return `The user of DATABASE_URL may not do this in ${place}: grant what docs/database.md lists.`;
    case '25006':
      return `The database ${place} is read-only: point DATABASE_URL at the primary.`;
    case '57014':
      return `The database ${place} took too long and the statement was stopped: ask for less, or try again later.`;
    case '53100':
      return `The database ${place} has no disk space left: make room and try again.`;
    default:
      return `The database ${place} refused a statement (error ${code}): its log has the details.`;
  }
}

/** Drizzle wraps what the driver threw. null: not the database's doing. */
function codeOf(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof postgres.PostgresError) return cause.code;
    if ('code' in cause && typeof cause.code === 'string' && AWAY.has(cause.code) && !('path' in cause)) {
      return cause.code;
    }
    if ('code' in cause && 'address' in cause && typeof cause.code === 'string') return cause.code;
  }
  return null;
}

function placeOf(databaseUrl: string | null): string {
  if (databaseUrl === null) return '(DATABASE_URL is not set)';
  const url = new URL(databaseUrl);
  const host = decodeURIComponent(url.hostname);
  return `${decodeURIComponent(url.pathname.slice(1))} at ${host}${url.port === '' || host.startsWith('/') ? '' : `:${url.port}`}`;
}
