import { createLoader, parseAsString } from 'nuqs/server';

/** `id`: the import whose report is open. */
export const importSearchParams = { id: parseAsString };

export const loadImportSearchParams = createLoader(importSearchParams);
