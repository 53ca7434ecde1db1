import pg from 'pg';
import { NO_FOREIGN_TABLES, readMigrationList } from './migration-files';
import { withSchemaEngine } from './schema-engine';

/** Key of the advisory lock that lets one starter migrate at a time; any constant of our own. */
const MIGRATION_LOCK_KEY = 5_817_034_221;

/**
 * Brings a database to the newest migration in `prisma/migrations`, through Prisma's own engine, so that
 * `_prisma_migrations` is filled as `prisma migrate deploy` would fill it.
 *
 * Idempotent, and safe to call from several processes at once: they wait for each other.
 *
 * @param databaseUrl postgresql:// address of an existing database
 * @returns names of the migrations applied now, oldest first; empty when there was nothing to do
 * @throws when the database does not answer or a migration fails; a failed one leaves nothing behind and is tried again
 *   by the next call
 * @example await applyMigrations(url) // ['20261122000000_initial'], and [] the second time
 */
export async function applyMigrations(databaseUrl: string): Promise<readonly string[]> {
  const lockHolder = new pg.Client({ connectionString: databaseUrl });
  await lockHolder.connect();
  try {
    await lockHolder.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK_KEY]);
    await settleInterruptedMigrations(lockHolder);
    const migrationsList = await readMigrationList();
    return await withSchemaEngine(databaseUrl, null, async (engine) => {
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: NO_FOREIGN_TABLES });
      return appliedMigrationNames;
    });
  } finally {
    await lockHolder.end();
  }
}

/**
 * A process that dies in the middle leaves a row that Prisma takes for a failed migration and refuses to pass. A script
 * here is one transaction and marks its row as its last act, so the row says which of the two happened.
 */
async function settleInterruptedMigrations(client: pg.Client): Promise<void> {
  const { rows } = await client.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "exists"`);
  if (!rows.some((row: { exists: boolean }) => row.exists)) return;
  const unfinished = 'finished_at IS NULL AND rolled_back_at IS NULL';
  await client.query(`UPDATE _prisma_migrations SET finished_at = now() WHERE ${unfinished} AND logs = 'committed'`);
  await client.query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE ${unfinished}`);
}
