import { database } from '@/lib/db/client';

/** Runs that pages may show: their import has committed. */
const VISIBLE = { committedAt: { not: null } } as const;

/** Where a page of a newest-first list starts: behind an id, or after a number of items. */
export interface NewestFirstPage {
  readonly limit: number;
  readonly beforeId?: number | undefined;
  readonly offset?: number | undefined;
}

/** Visible runs, newest first, without their metadata. */
export async function findRuns({ limit, beforeId, offset }: NewestFirstPage) {
  return database().prisma.run.findMany({
    where: { ...VISIBLE, ...(beforeId === undefined ? {} : { id: { lt: beforeId } }) },
    orderBy: { id: 'desc' },
    take: limit,
    skip: offset ?? 0,
    omit: { metadata: true },
  });
}

export async function countRuns(): Promise<number> {
  return database().prisma.run.count({ where: VISIBLE });
}

/** The visible run of this number, null where there is none. */
export async function findRun(runId: number) {
  return database().prisma.run.findFirst({ where: { id: runId, ...VISIBLE } });
}

/** What cache keys and headings need of a visible run, null where there is none. One primary-key read. */
export async function findRunVersion(runId: number) {
  return database().prisma.run.findFirst({
    where: { id: runId, ...VISIBLE },
    select: { id: true, name: true, revision: true, metricsVersion: true, thoughtRule: true, rollouts: true },
  });
}

/** Stored summaries (JSON, parsed by the caller's schema) by run number. */
export async function findStoredSummaries(runIds: readonly number[]): Promise<ReadonlyMap<number, unknown>> {
  const rows = await database().prisma.storedSummary.findMany({ where: { runId: { in: [...runIds] } } });
  return new Map(rows.map((row) => [row.runId, row.summary]));
}

/** The compressed columns of a run with the revision they belong to, null where they are not stored. */
export async function findRunColumns(
  runId: number,
): Promise<{ readonly revision: number; readonly columns: Uint8Array } | null> {
  const { rows } = await database().pool.query<{ revision: number; columns: Uint8Array }>(
    'SELECT r.revision, c.columns FROM runs r JOIN run_columns c ON c.run_id = r.id WHERE r.id = $1',
    [runId],
  );
  return rows[0] ?? null;
}

/** Gives a visible run another name. False where there is no such run. */
export async function updateRunName(runId: number, name: string): Promise<boolean> {
  const { count } = await database().prisma.run.updateMany({ where: { id: runId, ...VISIBLE }, data: { name } });
  return count > 0;
}

/** Paths of the files a run was read from, the first of them, and how many there are. */
export async function findRunFiles(runId: number, limit: number): Promise<{ total: number; first: string[] }> {
  const { runFile } = database().prisma;
  const [total, rows] = await Promise.all([
    runFile.count({ where: { runId } }),
    runFile.findMany({ where: { runId }, orderBy: { fileNo: 'asc' }, take: limit }),
  ]);
  return { total, first: rows.map(({ path }) => path) };
}

/** The path of one file of a run; null for runs stored before paths were kept. */
export async function findRunFile(runId: number, fileNo: number): Promise<string | null> {
  const row = await database().prisma.runFile.findUnique({ where: { runId_fileNo: { runId, fileNo } } });
  return row?.path ?? null;
}

/** Revisions of the stored numbers of those of some runs that are visible, by run number. */
export async function findRunRevisions(runIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const rows = await database().prisma.run.findMany({
    where: { id: { in: [...new Set(runIds)] }, ...VISIBLE },
    select: { id: true, revision: true },
  });
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}

/** Names of those of some runs that are visible, by run number. */
export async function findRunNames(runIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await database().prisma.run.findMany({
    where: { id: { in: [...new Set(runIds)] }, ...VISIBLE },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
