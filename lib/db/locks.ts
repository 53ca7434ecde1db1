import type { PoolClient } from 'pg';

/** Keys of PostgreSQL advisory locks, one for each thing that must happen one at a time. */
const LOCK_KEYS = {
  /** Held while an entity set is stored or removed, and while a run commits: neither misses the other. */
  entitySets: 7_301_001,
} as const;

/** Waits for a lock and holds it until the client's transaction ends. */
export async function lockUntilTransactionEnds(client: PoolClient, lock: keyof typeof LOCK_KEYS): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK_KEYS[lock]]);
}

/** Waits until nobody else changes the labels of a rollout, and holds that until the client's transaction ends. */
export async function lockLabels(client: PoolClient, runId: number, n: number): Promise<void> {
  // Keys of two numbers are apart from the keys of one above.
  await client.query('SELECT pg_advisory_xact_lock($1::int, $2::int)', [runId, n]);
}

/**
 * Claims an import for this connection; false when another live connection has it. A worker that dies loses its
 * connection and with it the claim, which is how the next start knows that an import was interrupted.
 */
export async function tryClaimImport(client: PoolClient, importId: string): Promise<boolean> {
  const result = await client.query<{ claimed: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS claimed',
    [importId],
  );
  return result.rows[0]?.claimed === true;
}

export async function releaseImport(client: PoolClient, importId: string): Promise<void> {
  await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [importId]);
}
