import { z } from 'zod';

import { importSettingsSchema, type ImportSettings } from '@/lib/import/settings/import-settings';

const PREFIX = 'nearmiss-upload:';
const rememberedSchema = z.object({ settings: importSettingsSchema });

/** What was set of an upload that may be gone on with after this page was closed, by the fingerprint of its files. */
export function rememberDrop(fingerprint: string, settings: ImportSettings): void {
  try {
    localStorage.setItem(`${PREFIX}${fingerprint}`, JSON.stringify({ settings }));
  } catch {
    // No room, or storage is switched off: the upload goes on all the same, with what is detected.
  }
}

/** The settings with which these files were being uploaded; null where this browser knows of none. */
export function rememberedSettings(fingerprint: string): ImportSettings | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(`${PREFIX}${fingerprint}`) ?? 'null');
    return rememberedSchema.safeParse(stored).data?.settings ?? null;
  } catch {
    return null;
  }
}

export function forgetDrop(fingerprint: string): void {
  try {
    localStorage.removeItem(`${PREFIX}${fingerprint}`);
  } catch {
    // Then there was nothing to forget.
  }
}
