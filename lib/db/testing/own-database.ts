import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';

// Set-up file of the database tests: before a test file is loaded, DATABASE_URL names a migrated database of its own.
const name = `nearmiss_test_${randomUUID().slice(0, 8)}`;
const url = new URL(inject('testServerUrl'));
url.pathname = `/${name}`;

await onServer(`CREATE DATABASE "${name}" TEMPLATE "${inject('testTemplate')}"`);
process.env['DATABASE_URL'] = url.href;

afterAll(async () => {
  await onServer(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
});

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('testServerUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
