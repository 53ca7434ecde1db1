import { randomUUID } from 'node:crypto';

import { database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';

/** What a saved view remembers of a list. */
export interface ViewContent {
  readonly list: string;
  readonly name: string;
  readonly filter: string;
  readonly sort: string;
  readonly columns: readonly string[];
}

/** Saved views of a run by name; of one list where it is given. */
export async function findSavedViews(runId: number, list?: string) {
  return database().prisma.savedView.findMany({
    where: { runId, ...(list === undefined ? {} : { list }) },
    orderBy: [{ list: 'asc' }, { name: 'asc' }],
  });
}
export type SavedViewRow = Awaited<ReturnType<typeof findSavedViews>>[number];

/** Waits for a write; null where the list has a view of that name already. */
async function unlessTaken<Row>(write: Promise<Row>): Promise<Row | null> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') return null;
    throw error;
  }
}

/**
 * Stores a view under its name.
 *
 * @param replace whether one of that name is written over; else the answer is null where there is one
 */
export async function createSavedView(
  runId: number,
  content: ViewContent,
  replace: boolean,
): Promise<SavedViewRow | null> {
  const { savedView } = database().prisma;
  const { list, name, filter, sort } = content;
  const columns = [...content.columns];
  const create = { id: randomUUID(), runId, list, name, filter, sort, columns };
  if (!replace) return unlessTaken(savedView.create({ data: create }));
  const where = { runId_list_name: { runId, list, name } };
  return savedView.upsert({ where, create, update: { filter, sort, columns } });
}

/** Gives a view another name. `taken` where another view of its list has it, `missing` where there is no such view. */
export async function renameSavedView(
  runId: number,
  id: string,
  name: string,
): Promise<SavedViewRow | 'taken' | 'missing'> {
  const { savedView } = database().prisma;
  const changed = await unlessTaken(savedView.updateMany({ where: { runId, id }, data: { name } }));
  if (changed === null) return 'taken';
  const row = changed.count === 0 ? null : await savedView.findUnique({ where: { id } });
  return row ?? 'missing';
}

/** False where the run has no such view. */
export async function deleteSavedView(runId: number, id: string): Promise<boolean> {
  const { count } = await database().prisma.savedView.deleteMany({ where: { runId, id } });
  return count > 0;
}
