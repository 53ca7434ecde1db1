import { randomUUID } from 'node:crypto';

import { database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';

/** Saved comparisons by name. */
export async function findSavedComparisons() {
  return database().prisma.savedComparison.findMany({ orderBy: { name: 'asc' } });
}
export type SavedComparisonRow = Awaited<ReturnType<typeof findSavedComparisons>>[number];

/** Waits for a write; null where another comparison has the name. */
async function unlessTaken<Row>(write: Promise<Row>): Promise<Row | null> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') return null;
    throw error;
  }
}

/** A comparison to be stored. */
export interface NewSavedComparison {
  readonly name: string;
  readonly query: string;
  /** Revisions of its runs, by run number. */
  readonly revisions: ReadonlyMap<number, number>;
}

/**
 * Stores a comparison under its name.
 *
 * @param replace whether one of that name is written over; else the answer is null where there is one
 */
export async function createSavedComparison(
  { name, query, revisions: ofRuns }: NewSavedComparison,
  replace: boolean,
): Promise<SavedComparisonRow | null> {
  const { savedComparison } = database().prisma;
  const revisions = Object.fromEntries(ofRuns);
  const create = { id: randomUUID(), name, query, revisions };
  if (!replace) return unlessTaken(savedComparison.create({ data: create }));
  return savedComparison.upsert({ where: { name }, create, update: { query, revisions, createdAt: new Date() } });
}

/** Gives a comparison another name. `taken` where another one has it, `missing` where there is no such comparison. */
export async function renameSavedComparison(
  id: string,
  name: string,
): Promise<SavedComparisonRow | 'taken' | 'missing'> {
  const { savedComparison } = database().prisma;
  const changed = await unlessTaken(savedComparison.updateMany({ where: { id }, data: { name } }));
  if (changed === null) return 'taken';
  const row = changed.count === 0 ? null : await savedComparison.findUnique({ where: { id } });
  return row ?? 'missing';
}

/** False where there is no such comparison. */
export async function deleteSavedComparison(id: string): Promise<boolean> {
  const { count } = await database().prisma.savedComparison.deleteMany({ where: { id } });
  return count > 0;
}
