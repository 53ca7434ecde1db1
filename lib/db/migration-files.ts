import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm';

export const PRISMA_FOLDER = join(import.meta.dirname, '..', '..', 'prisma');
export const MIGRATIONS_FOLDER = join(PRISMA_FOLDER, 'migrations');
export const SCHEMA_FILE = join(PRISMA_FOLDER, 'schema.prisma');

const LOCK_FILE = 'migration_lock.toml';

/** Tables of parts that keep their own schema; the engine neither makes nor misses them. */
export const NO_FOREIGN_TABLES = { externalTables: [], externalEnums: [] };

/**
 * Reads `prisma/migrations` into the list that Prisma's schema engine works on, oldest first.
 *
 * @throws ENOENT when the folder is missing or a migration has no `migration.sql`
 */
export async function readMigrationList(): Promise<MigrationList> {
  const entries = await readdir(MIGRATIONS_FOLDER, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
  const migrationDirectories = await Promise.all(
    names.map(async (name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok' as const,
          value: await readFile(join(MIGRATIONS_FOLDER, name, 'migration.sql'), 'utf8'),
        },
      },
    })),
  );
  return {
    baseDir: MIGRATIONS_FOLDER,
    lockfile: { path: LOCK_FILE, content: await readFile(join(MIGRATIONS_FOLDER, LOCK_FILE), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories,
  };
}
