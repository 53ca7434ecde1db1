import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiffTarget } from '@prisma/schema-engine-wasm';
import { MIGRATIONS_FOLDER, NO_FOREIGN_TABLES, readMigrationList, SCHEMA_FILE } from './migration-files';
import { withSchemaEngine } from './schema-engine';

/** Lines below this one are not known to the Prisma schema and are kept when a migration is generated again. */
const HAND_WRITTEN_MARKER = '-- By hand: what the Prisma schema cannot say.';
const LOCK_TEXT = '# Kept by Prisma: the database these migrations are written for.\nprovider = "postgresql"\n';
const EMPTY_DIFF = '-- This is an empty migration.';

/**
 * SQL that leads from the migrations to `prisma/schema.prisma`; null when they agree.
 *
 * @param databaseUrl a server where a scratch database may be created and dropped
 */
export async function findSchemaDrift(databaseUrl: string): Promise<string | null> {
  return diffAgainstSchema(databaseUrl, { tag: 'migrations', ...(await readMigrationList()) });
}

/**
 * Writes the next migration: what the schema says beyond the migrations.
 *
 * @param name kebab- or snake-case words for the folder, after the timestamp
 * @param timestamp fourteen digits, UTC
 * @returns path of the SQL file; null when schema and migrations agree already
 */
export async function writeNextMigration(databaseUrl: string, name: string, timestamp: string): Promise<string | null> {
  const script = await findSchemaDrift(databaseUrl);
  if (script === null) return null;
  const file = join(MIGRATIONS_FOLDER, `${timestamp}_${name}`, 'migration.sql');
  await writeMigrationFile(file, script);
  return file;
}

/**
 * Writes the first migration again from nothing, keeping its hand-written tail. Only before anyone has data.
 *
 * @param folderName the migration's folder, `20261122000000_initial`
 * @returns path of the SQL file
 */
export async function rewriteInitialMigration(databaseUrl: string, folderName: string): Promise<string> {
  const file = join(MIGRATIONS_FOLDER, folderName, 'migration.sql');
  const before = existsSync(file) ? await readFile(file, 'utf8') : '';
  const markerAt = before.indexOf(HAND_WRITTEN_MARKER);
  const tail = markerAt === -1 ? `${HAND_WRITTEN_MARKER}\n` : before.slice(markerAt);
  const script = (await diffAgainstSchema(databaseUrl, { tag: 'empty' })) ?? '';
  await writeMigrationFile(file, `${script.trimEnd()}\n\n${tail}`);
  return file;
}

async function writeMigrationFile(file: string, script: string): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, script);
  await writeFile(join(MIGRATIONS_FOLDER, 'migration_lock.toml'), LOCK_TEXT);
}

async function diffAgainstSchema(databaseUrl: string, from: DiffTarget): Promise<string | null> {
  const schema = await readFile(SCHEMA_FILE, 'utf8');
  const to: DiffTarget = { tag: 'schemaDatamodel', files: [{ path: SCHEMA_FILE, content: schema }] };
  const { stdout } = await withSchemaEngine(databaseUrl, [[SCHEMA_FILE, schema]], (engine) =>
    engine.diff({ from, to, script: true, exitCode: null, filters: NO_FOREIGN_TABLES }),
  );
  return stdout === null || stdout.trim() === '' || stdout.trim() === EMPTY_DIFF ? null : stdout;
}
