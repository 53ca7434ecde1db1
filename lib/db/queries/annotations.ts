import { database } from '@/lib/db/client';
import { lockLabels } from '@/lib/db/locks';
import { inTransaction } from '@/lib/db/pool';

/** What a reader wrote on a rollout, with the time of the last change. */
export interface StoredNote {
  readonly text: string;
  readonly updatedAt: Date;
}

/** Labels (ascending) and note of a rollout. */
export interface Annotations {
  readonly labels: readonly string[];
  readonly note: StoredNote | null;
}

/** Labels and notes of some rollouts of a run, by rollout number; a rollout without either is left out. */
export async function findAnnotations(
  runId: number,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, Annotations>> {
  const where = { runId, n: { in: [...numbers] } };
  const [labels, notes] = await Promise.all([
    database().prisma.rolloutLabel.findMany({ where, orderBy: { label: 'asc' }, select: { n: true, label: true } }),
    database().prisma.rolloutNote.findMany({ where, select: { n: true, text: true, updatedAt: true } }),
  ]);
  const found = new Map<number, { labels: string[]; note: StoredNote | null }>();
  const at = (n: number) => {
    const known = found.get(n) ?? { labels: [], note: null };
    found.set(n, known);
    return known;
  };
  for (const { n, label } of labels) at(n).labels.push(label);
  for (const { n, text, updatedAt } of notes) at(n).note = { text, updatedAt };
  return found;
}

/** Makes these the labels of a rollout, whatever they were: of two writers the later wins. Kept ones keep their date. */
export async function replaceLabels(runId: number, n: number, labels: readonly string[]): Promise<void> {
  const { prisma } = database();
  await prisma.$transaction([
    prisma.rolloutLabel.deleteMany({ where: { runId, n, label: { notIn: [...labels] } } }),
    prisma.rolloutLabel.createMany({ data: labels.map((label) => ({ runId, n, label })), skipDuplicates: true }),
  ]);
}

/** Labels that a rollout gets and loses; none is in both. */
export interface LabelChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Adds labels to a rollout and takes others off; all other labels stay, so that of two writers neither undoes the other.
 *
 * @param most labels that a rollout may carry
 * @returns false where it would carry more; nothing is changed then
 */
export async function changeLabels(
  runId: number,
  n: number,
  { add, remove }: LabelChange,
  most: number,
): Promise<boolean> {
  return inTransaction(database().pool, async (client) => {
    await lockLabels(client, runId, n);
    const stored = await client.query<{ label: string }>(
      'SELECT label FROM rollout_labels WHERE run_id = $1 AND n = $2',
      [runId, n],
    );
    const next = new Set([...stored.rows.map(({ label }) => label), ...add]);
    for (const label of remove) next.delete(label);
    if (next.size > most && next.size > stored.rows.length) return false;
    await client.query('DELETE FROM rollout_labels WHERE run_id = $1 AND n = $2 AND label = ANY ($3::text[])', [
      runId,
      n,
      remove,
    ]);
    await client.query(
      `INSERT INTO rollout_labels (run_id, n, label)
       SELECT $1, $2, label FROM unnest($3::text[]) AS given (label) ON CONFLICT DO NOTHING`,
      [runId, n, add],
    );
    return true;
  });
}

/** How many rollouts of a run carry each label, the commonest first. */
export async function countLabels(
  runId: number,
): Promise<readonly { readonly label: string; readonly rollouts: number }[]> {
  const rows = await database().prisma.rolloutLabel.groupBy({
    by: ['label'],
    where: { runId },
    _count: { n: true },
    orderBy: [{ _count: { n: 'desc' } }, { label: 'asc' }],
  });
  return rows.map(({ label, _count }) => ({ label, rollouts: _count.n }));
}

/** Which note a writer has read: a date, null for none, undefined where it does not matter. */
export type NoteBasis = Date | null | undefined;

/** Later than every date it replaces, so that a writer can tell them apart. */
function nextDate(basis: NoteBasis): Date {
  return new Date(Math.max(Date.now(), (basis?.getTime() ?? 0) + 1));
}

/**
 * Writes the note of a rollout if it still is the one the writer has read.
 *
 * @param text '' removes the note
 * @returns false where another note is there by now; nothing is written then
 */
export async function writeNote(runId: number, n: number, text: string, basis: NoteBasis): Promise<boolean> {
  const { rolloutNote } = database().prisma;
  const where = { runId, n, ...(basis instanceof Date ? { updatedAt: basis } : {}) };
  if (text === '') {
    if (basis === null) return (await rolloutNote.count({ where })) === 0;
    return (await rolloutNote.deleteMany({ where })).count === 1 || basis === undefined;
  }
  const updatedAt = nextDate(basis);
  if (basis instanceof Date) return (await rolloutNote.updateMany({ where, data: { text, updatedAt } })).count === 1;
  if (basis === null) {
    return (await rolloutNote.createMany({ data: [{ runId, n, text, updatedAt }], skipDuplicates: true })).count === 1;
  }
  await rolloutNote.upsert({
    where: { runId_n: { runId, n } },
    create: { runId, n, text, updatedAt },
    update: { text, updatedAt },
  });
  return true;
}
