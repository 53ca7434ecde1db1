import type { Pool } from 'pg';

import { findRememberedSettings, storeRememberedSettings } from '@/lib/db/remembered-settings';
import { runSettingsSchema, type RunSettings } from '@/lib/import/settings/import-settings';

/** The settings that the last import of records of a shape was made with; null where there are none. */
export async function rememberedSettings(pool: Pool, shape: string): Promise<RunSettings | null> {
  const parsed = runSettingsSchema.safeParse(await findRememberedSettings(pool, shape));
  return parsed.success ? parsed.data : null;
}

/** Keeps what a user set for the next import of records of the shape; a run's name is its own. Nothing set forgets. */
export async function rememberSettings(pool: Pool, shape: string, settings: RunSettings): Promise<void> {
  const { name: _name, skip: _skip, ...kept } = settings;
  const isEmpty = Object.values(kept).every((value) => value === undefined);
  await storeRememberedSettings(pool, shape, isEmpty ? null : kept);
}
