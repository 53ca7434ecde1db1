// The worker process: performs imports, recomputes and removals. Ends on SIGTERM, SIGINT, or when its parent is gone.
import { createPool } from '@/lib/db/pool';
import { startWorker } from '@/lib/ingest/worker';

const POOL_CONNECTIONS = 8;

const databaseUrl = process.env['DATABASE_URL'];
if (databaseUrl === undefined || databaseUrl === '') {
  process.stderr.write('worker: DATABASE_URL is not set; start the worker with "npm start"\n');
  process.exit(1);
}
const pool = createPool(databaseUrl, POOL_CONNECTIONS);
const worker = await startWorker(pool);
process.send?.({ kind: 'ready' });

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await worker.stop();
  await pool.end();
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, () => void stop());
