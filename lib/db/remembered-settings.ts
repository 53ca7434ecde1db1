import type { Pool } from 'pg';

/** The settings (RunSettings of lib/import/settings, unchecked) of the last import of records of a shape; null without. */
export async function findRememberedSettings(pool: Pool, shape: string): Promise<unknown> {
  const result = await pool.query<{ settings: unknown }>('SELECT settings FROM remembered_settings WHERE shape = $1', [
    shape,
  ]);
  return result.rows[0]?.settings ?? null;
}

/** Keeps settings for the next import of records of the shape; null forgets them. */
export async function storeRememberedSettings(pool: Pool, shape: string, settings: object | null): Promise<void> {
  if (settings === null) {
    await pool.query('DELETE FROM remembered_settings WHERE shape = $1', [shape]);
    return;
  }
  await pool.query(
    `INSERT INTO remembered_settings (shape, settings, updated_at) VALUES ($1, $2, clock_timestamp())
     ON CONFLICT (shape) DO UPDATE SET settings = excluded.settings, updated_at = excluded.updated_at`,
    [shape, JSON.stringify(settings)],
  );
}
