import { database } from '@/lib/db/client';

/** The import of this id, null where there is none. */
export async function findImport(id: string) {
  return database().prisma.import.findUnique({ where: { id } });
}
export type ImportRow = NonNullable<Awaited<ReturnType<typeof findImport>>>;

/** Position in the newest-first list of imports. */
export interface ImportPosition {
  readonly createdAt: Date;
  readonly id: string;
}

/** Imports, newest first. */
export async function findImports(page: {
  readonly limit: number;
  readonly after?: ImportPosition | undefined;
  readonly offset?: number | undefined;
}) {
  const { after } = page;
  return database().prisma.import.findMany({
    ...(after === undefined
      ? {}
      : {
          where: { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] },
        }),
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: page.limit,
    skip: page.offset ?? 0,
  });
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
