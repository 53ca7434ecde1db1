import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyMigrations } from './migrate';
import { readMigrationList } from './migration-files';
import { findSchemaDrift } from './write-migration';

const migratedUrl = process.env['DATABASE_URL'] ?? '';
const client = new pg.Client({ connectionString: migratedUrl });
const emptyName = `nearmiss_test_${randomUUID().slice(0, 8)}`;
const emptyUrl = new URL(migratedUrl);
emptyUrl.pathname = `/${emptyName}`;

beforeAll(async () => {
  await client.connect();
});
afterAll(async () => {
  await client.query(`DROP DATABASE IF EXISTS "${emptyName}" WITH (FORCE)`);
  await client.end();
});

async function onEmptyDatabase<Row extends pg.QueryResultRow>(statement: string): Promise<readonly Row[]> {
  const own = new pg.Client({ connectionString: emptyUrl.href });
  await own.connect();
  try {
    return (await own.query<Row>(statement)).rows;
  } finally {
    await own.end();
  }
}

describe('applyMigrations', () => {
  test('two starters at once: one migrates, the other waits and finds nothing to do', async () => {
    await client.query(`CREATE DATABASE "${emptyName}"`);
    const names = (await readMigrationList()).migrationDirectories.map((migration) => migration.path);
    const results = await Promise.all([applyMigrations(emptyUrl.href), applyMigrations(emptyUrl.href)]);
    expect(results.toSorted((a, b) => a.length - b.length)).toEqual([[], names]);
  });

  test('a migration cut short before its commit is applied again', async () => {
    await onEmptyDatabase(`DROP SCHEMA public CASCADE`);
    await onEmptyDatabase(`CREATE SCHEMA public`);
    const [name] = await applyMigrations(emptyUrl.href);
    // As after a kill: the engine's row is there, unfinished, and nothing of the script is.
    await onEmptyDatabase(`UPDATE _prisma_migrations SET finished_at = NULL, logs = NULL`);
    await onEmptyDatabase(
      `DO $$ DECLARE name text; BEGIN
         FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
         LOOP EXECUTE format('DROP TABLE %I CASCADE', name); END LOOP;
         DROP TYPE "ImportStatus";
       END $$`,
    );
    expect(await applyMigrations(emptyUrl.href)).toContain(name);
    expect(await onEmptyDatabase('SELECT count(*)::int AS runs FROM runs')).toEqual([{ runs: 0 }]);
  });

  test('a migration cut short after its commit counts as applied', async () => {
    await onEmptyDatabase(`UPDATE _prisma_migrations SET finished_at = NULL WHERE rolled_back_at IS NULL`);
    expect(await applyMigrations(emptyUrl.href)).toEqual([]);
  });
});

describe('migrations', () => {
  test('say the same as prisma/schema.prisma', async () => {
    expect(await findSchemaDrift(migratedUrl)).toBeNull();
  });

  test('store compressed columns as they are', async () => {
    const { rows } = await client.query(
      `SELECT attrelid::regclass::text AS table, attname AS column FROM pg_attribute
       WHERE attstorage = 'e' AND attrelid IN ('rollout_bodies'::regclass, 'run_columns'::regclass) ORDER BY 1`,
    );
    expect(rows).toEqual([
      { table: 'rollout_bodies', column: 'body' },
      { table: 'run_columns', column: 'columns' },
    ]);
  });
});
