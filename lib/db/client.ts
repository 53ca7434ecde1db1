import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';

import { PrismaClient } from './generated/client';
import { createPool } from './pool';

/** Prisma and the pool it runs on, for one database address. */
export interface DatabaseClient {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
}

const POOL_CONNECTIONS = 10;

declare global {
  /** One client per database address, kept over hot reloads of the web server. */
  var nearmissDatabaseClients: Map<string, DatabaseClient> | undefined;
}

function databaseUrl(): string {
  const url = process.env['DATABASE_URL'];
  if (url === undefined || url === '') {
    throw new RangeError('DATABASE_URL is not set: start the server with "npm start", which sets it');
  }
  return url;
}

/**
 * The one Prisma client of this process and the pool beneath it, for `DATABASE_URL`.
 * Made on first use, so that importing a query does not need a database.
 *
 * @throws RangeError where DATABASE_URL is not set
 */
export function database(): DatabaseClient {
  const url = databaseUrl();
  const clients = (globalThis.nearmissDatabaseClients ??= new Map());
  const known = clients.get(url);
  if (known !== undefined) return known;
  const pool = createPool(url, POOL_CONNECTIONS);
  const client = { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
  clients.set(url, client);
  return client;
}

/** Ends the client of `DATABASE_URL`, if there is one. For commands that end and for tests. */
export async function closeDatabase(): Promise<void> {
  const url = process.env['DATABASE_URL'] ?? '';
  const client = globalThis.nearmissDatabaseClients?.get(url);
  if (client === undefined) return;
  globalThis.nearmissDatabaseClients?.delete(url);
  await client.prisma.$disconnect();
  await client.pool.end();
}
