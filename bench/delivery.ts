import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openClient } from '../src/db/client.ts';
import { startPostgres } from '../src/workspace/postgres.ts';
import { measureDrain } from './delivery-drain.ts';
import { measureLatency } from './delivery-latency.ts';

/*
 * npm run bench:delivery -- latency [ratings]
 * npm run bench:delivery -- drain [deliveries] [channels]
 */
const [what = 'latency', ...numbers] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'thumbline-bench-'));
const server = await startPostgres(folder);
try {
  const client = openClient(server.url('postgres'), { max: 1 });
  await client.unsafe('create database bench');
  await client.end();
  const url = server.url('bench');
  if (what === 'latency') await measureLatency(url, Number(numbers[0] ?? 500));
  else await measureDrain(url, Number(numbers[0] ?? 10_000), Number(numbers[1] ?? 200));
} finally {
  server.destroy();
  rmSync(folder, { recursive: true, force: true });
}
