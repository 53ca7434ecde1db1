import pg from 'pg';
import { ExpectedError } from '@/lib/errors/expected-error';

const OLDEST_MAJOR_VERSION = 15;
const CONNECT_TIMEOUT_MS = 8_000;

/**
 * Makes sure that a database the user named answers and is new enough.
 *
 * @param databaseUrl as given; its password is never repeated
 * @throws ExpectedError `database_unreachable`, `database_too_old`
 */
export async function checkGivenServer(databaseUrl: string): Promise<void> {
  const client = connectionTo(databaseUrl);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
    const majorVersion = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
    if (majorVersion >= OLDEST_MAJOR_VERSION) return;
    throw new ExpectedError(
      'database_too_old',
      `DATABASE_URL names a Postgres ${majorVersion}; version ${OLDEST_MAJOR_VERSION} or newer is needed.`,
    );
  } catch (error) {
    if (error instanceof ExpectedError) throw error;
    throw unreachable(databaseUrl, error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function connectionTo(databaseUrl: string): pg.Client {
  try {
    const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
    client.on('error', () => undefined);
    return client;
  } catch (error) {
    throw unreachable(databaseUrl, error);
  }
}

function unreachable(databaseUrl: string, error: unknown): ExpectedError {
  return new ExpectedError(
    'database_unreachable',
    `DATABASE_URL (${withoutPassword(databaseUrl)}) does not answer: ${reasonOf(error)}. Start that server, correct the address, or unset DATABASE_URL to use the Postgres that comes with the packages.`,
    { cause: error },
  );
}

function withoutPassword(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return 'not an address';
  const url = new URL(databaseUrl);
  if (url.password !== '') url.password = '***';
  return url.href;
}

/** Node reports a name that resolves to several addresses as an aggregate without a message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}
