/** What a statement fails with when the server goes away, from the server itself, postgres.js or the socket. */
const LOST = [
  '57P01',
  '57P02',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
];

type Transaction = { isOver: boolean };
type Run = (nested: object) => unknown;

/**
 * postgres.js 3.4 sends the rollback, the commit or the next statement of a transaction to a connection that is gone:
 * that throws where nobody can catch it and ends the process, or leaves the connection unable to send anything
 * (porsager/postgres#1154, #1208). Here nothing more is said in a transaction whose connection is lost;
 * postgres.js rejects the transaction by itself.
 */
export function withLostTransactions<T extends object>(client: T, transaction?: Transaction): T {
  return new Proxy(client, {
    get(target, key, receiver) {
      const value = Reflect.get(target, key, receiver);
      if (typeof value !== 'function') return value;
      if (key === 'unsafe' && transaction !== undefined) {
        return (...args: unknown[]) => {
          if (transaction.isOver) throw lost();
          return value.apply(target, args);
        };
      }
      if (key === 'savepoint' && transaction !== undefined) {
        return (...args: unknown[]) =>
          value.apply(
            target,
            args.map((arg) => guarded(arg, transaction)),
          );
      }
      if (key === 'begin') {
        return async (...args: unknown[]) => {
          const begun: Transaction = { isOver: false };
          try {
            return await value.apply(
              target,
              args.map((arg) => guarded(arg, begun)),
            );
          } finally {
            begun.isOver = true;
          }
        };
      }
      return value;
    },
  });
}

function guarded(arg: unknown, transaction: Transaction): unknown {
  if (typeof arg !== 'function') return arg;
  const run = arg as Run;
  return async (nested: object) => {
    try {
      const result = await run(withLostTransactions(nested, transaction));
      if (transaction.isOver) throw lost();
      return result;
    } catch (error) {
      // Never settles: postgres.js would answer with a rollback. What awaits the whole transaction is rejected elsewhere.
      if (isLost(error)) return new Promise(() => {});
      throw error;
    }
  };
}

function lost(): Error {
  return Object.assign(new Error('The connection to the database was lost'), { code: 'CONNECTION_CLOSED' });
}

function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && LOST.includes(String(error.code))) return true;
  return isLost(error.cause);
}
