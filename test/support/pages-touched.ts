import { drizzle } from 'drizzle-orm/postgres-js';
import { z } from 'zod';
import { type Database, openClient } from '../../src/db/client.ts';

/**
 * What the statements of one question read: pages of tables and indexes; the big tables that were read from end to end; those of
 * which all that could be wanted was read to be put in order; and the indexes.
 */
export type Touched = { pages: number; scanned: string[]; collected: string[]; indexes: string[] };

type Statement = { query: string; params: unknown[] };

/**
 * Asks, and has the database explain every statement that it took: pages are the same on a quick machine and on a busy one.
 * @param first a statement that the explanations come after; nothing of it stays, nor of what they write
 */
export async function pagesTouched(
  url: string,
  ask: (db: Database) => Promise<unknown>,
  first?: string,
): Promise<Touched> {
  const statements: Statement[] = [];
  const client = openClient(url, { max: 1, connection: { TimeZone: 'UTC' } });
  try {
    const logger = { logQuery: (query: string, params: unknown[]) => statements.push({ query, params }) };
    await ask(drizzle(client, { logger }));
    const touched: Touched[] = [];
    await client
      .begin(async (tx) => {
        if (first !== undefined) await tx.unsafe(first);
        for (const { query, params } of statements) {
          const [row] = await tx.unsafe(`explain (analyze, buffers, format json) ${query}`, params as never[]);
          touched.push(touchedBy(planRow.parse(row)['QUERY PLAN'][0].Plan));
        }
        throw UNDO;
      })
      .catch((error: unknown) => {
        if (error !== UNDO) throw error;
      });
    return {
      pages: touched.reduce((sum, { pages }) => sum + pages, 0),
      scanned: touched.flatMap(({ scanned }) => scanned),
      collected: touched.flatMap(({ collected }) => collected),
      indexes: touched.flatMap(({ indexes }) => indexes),
    };
  } finally {
    await client.end();
  }
}

const UNDO = new Error('Nothing of this stays.');
const BIG = ['conversations', 'messages', 'thumbs', 'tallies', 'hour_tallies', 'locale_tallies'];

type Plan = { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; Plans?: Plan[] } & Record<
  'Shared Hit Blocks' | 'Shared Read Blocks',
  number
>;
const plan: z.ZodType<Plan> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Index Name': z.string().optional(),
    'Shared Hit Blocks': z.number(),
    'Shared Read Blocks': z.number(),
    Plans: z.array(plan).optional(),
  }),
);
const planRow = z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: plan })]) });

function touchedBy(top: Plan): Touched {
  const nodes = (node: Plan): Plan[] => [node, ...(node.Plans ?? []).flatMap(nodes)];
  const readBy = (type: string) =>
    nodes(top)
      .filter((node) => node['Node Type'] === type && BIG.includes(node['Relation Name'] ?? ''))
      .map((node) => String(node['Relation Name']));
  return {
    pages: top['Shared Hit Blocks'] + top['Shared Read Blocks'],
    scanned: readBy('Seq Scan'),
    collected: readBy('Bitmap Heap Scan'),
    indexes: nodes(top).flatMap((node) => node['Index Name'] ?? []),
  };
}
