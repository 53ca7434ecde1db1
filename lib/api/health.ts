import packageDescription from '@/package.json' with { type: 'json' };
import { database } from '@/lib/db/client';

import type { Health } from './schemas/health';

export const VERSION: string = packageDescription.version;

/** Whether the database answers. Never throws. */
export async function readHealth(): Promise<Health> {
  try {
    await database().pool.query('SELECT 1');
    return { status: 'ok', version: VERSION, database: 'ok' };
  } catch {
    return { status: 'degraded', version: VERSION, database: 'unavailable' };
  }
}
