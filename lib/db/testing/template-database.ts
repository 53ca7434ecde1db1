import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '@/lib/db/embedded/embedded-postgres';
import { applyMigrations } from '@/lib/db/migrate';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server's `postgres` database. */
    testServerUrl: string;
    /** A migrated database to copy; nobody connects to it. */
    testTemplate: string;
  }
}

/**
 * Once per test run: a throw-away server with one migrated database, which each test file copies (`own-database`).
 * `NEARMISS_TEST_SERVER_URL` names a server to use instead, where the user may create databases.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer();
  const template = `nearmiss_template_${randomUUID().slice(0, 8)}`;
  try {
    await onServer(server.url, `CREATE DATABASE "${template}"`);
    const templateUrl = new URL(server.url);
    templateUrl.pathname = `/${template}`;
    await applyMigrations(templateUrl.href);
  } catch (error) {
    await server.close();
    throw error;
  }
  project.provide('testServerUrl', server.url);
  project.provide('testTemplate', template);
  return async () => {
    await onServer(server.url, `DROP DATABASE IF EXISTS "${template}" WITH (FORCE)`);
    await server.close();
  };
}

async function openServer() {
  const given = process.env['NEARMISS_TEST_SERVER_URL'];
  if (given !== undefined) return { url: given, close: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'nearmiss-test-'));
  // As root the server runs as another account, which has to get through here.
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres(folder, 'throw_away');
  const url = new URL(server.databaseUrl);
  url.pathname = '/postgres';
  return {
    url: url.href,
    close: async () => {
      await server.stop();
      await rm(dirname(server.clusterFolder), { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
