import { chmod, cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';

let parent = '';
let running: EmbeddedPostgres[] = [];

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'nearmiss-embedded-'));
  await chmod(parent, 0o755);
});

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  for (const server of running) await rm(dirname(server.clusterFolder), { recursive: true, force: true });
  running = [];
  await rm(parent, { recursive: true, force: true });
});

async function start(dataFolder: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres(dataFolder, 'durable');
  running.push(server);
  return server;
}

async function query(server: EmbeddedPostgres, statement: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

describe('startEmbeddedPostgres', { timeout: 120_000 }, () => {
  test('keeps what was committed when the server is killed, and stops what was left running', async () => {
    const first = await start(join(parent, 'data'));
    await query(first, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)');
    process.kill(first.pid, 'SIGKILL');
    // Not waited for: its other processes may still be there, as after a real kill.
    const second = await start(join(parent, 'data'));
    expect(await query(second, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    // A third on the same folder takes the second for an orphan: who calls holds the folder's lock.
    const third = await start(join(parent, 'data'));
    await second.ended;
    expect(third.databaseUrl).toBe(second.databaseUrl);
    expect(await query(third, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  });

  test('finds its data in a folder that was moved, and with a lost password', async () => {
    const first = await start(join(parent, 'before'));
    await query(first, 'CREATE TABLE kept (n int)');
    await first.stop();
    await rename(join(parent, 'before'), join(parent, 'after'));
    await writeFile(join(parent, 'after', 'postgres.json'), '{"port":');
    const second = await start(join(parent, 'after'));
    expect(await query(second, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 0 }]);
  });

  test('two data folders have two servers, also when one is a copy of the other', async () => {
    const first = await start(join(parent, 'one'));
    await first.stop();
    await cp(join(parent, 'one'), join(parent, 'two'), {
      recursive: true,
      filter: (name) => !name.endsWith('postgres'),
    });
    const [one, two] = [await start(join(parent, 'one')), await start(join(parent, 'two'))];
    expect(two.clusterFolder).not.toBe(one.clusterFolder);
    expect(two.databaseUrl).not.toBe(one.databaseUrl);
  });

  test.runIf(process.getuid?.() === 0)('as root, moves where its account can go', async () => {
    await chmod(parent, 0o700);
    const first = await start(join(parent, 'data'));
    expect(first.clusterFolder.startsWith(parent)).toBe(false);
    await query(first, 'CREATE TABLE kept (n int)');
    await first.stop();
    const state = await readFile(join(parent, 'data', 'postgres.json'), 'utf8');
    await cp(join(parent, 'data'), join(parent, 'copy'), { recursive: true });
    const copy = await start(join(parent, 'copy'));
    expect(copy.clusterFolder).not.toBe(first.clusterFolder);
    await rename(join(parent, 'data'), join(parent, 'moved'));
    const moved = await start(join(parent, 'moved'));
    expect(state).toContain(moved.clusterFolder);
    expect(await query(moved, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 0 }]);
  });
});
