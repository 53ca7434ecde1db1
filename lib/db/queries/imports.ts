import { database } from '@/lib/db/client';

import { newestFirst, type NewestFirstPage } from './newest-first';

/** The import of this id, null where there is none. */
export async function findImport(id: string) {
  return database().prisma.import.findUnique({ where: { id } });
}
export type ImportRow = NonNullable<Awaited<ReturnType<typeof findImport>>>;

/** Imports, newest first. */
export async function findImports(page: NewestFirstPage) {
  return database().prisma.import.findMany(newestFirst(page));
}

export async function countImports(): Promise<number> {
  return database().prisma.import.count();
}

/** Issues of an import in the order of their numbers, after number `afterN`. */
export async function findImportIssues(importId: string, afterN: number, limit: number) {
  return database().prisma.importIssue.findMany({
    where: { importId, n: { gt: afterN } },
    orderBy: { n: 'asc' },
    take: limit,
  });
}
