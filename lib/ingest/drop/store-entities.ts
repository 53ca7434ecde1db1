import { randomUUID } from 'node:crypto';

import type { Pool } from 'pg';

import { deleteEntitySetRows, hasEntitySet, writeEntitySet, type NewSetQuestion } from '@/lib/db/entity-set-writer';
import type { EntityEvent } from '@/lib/import/entities/entity-event';
import { openEntitySet } from '@/lib/import/entities/open-entity-set';
import { ImportError } from '@/lib/import/import-error';

import type { DropFile } from './open-drop';
import type { DropTools, PlannedDrop } from './open-and-plan';

/**
 * Stores the gold entities that came with a drop, wherever in it they lie, so that its runs are joined with them. A set
 * whose file is stored already (the page and the command line send loose ones before) is not stored again.
 *
 * @returns ids of the sets that are new
 */
export async function storeEntities(pool: Pool, drop: PlannedDrop, tools: DropTools): Promise<readonly string[]> {
  const stored: string[] = [];
  for (const { path } of drop.plan.leftOut.filter(({ kind }) => kind === 'entities')) {
    const file = drop.files.get(path);
    if (file === undefined || (file.fingerprint !== null && (await hasEntitySet(pool, file.fingerprint)))) continue;
    tools.signal.throwIfAborted();
    const id = await storeOne(pool, file, tools);
    if (id !== null) stored.push(id);
  }
  return stored;
}

/** Removes sets again whose import came to nothing. */
export async function removeEntities(pool: Pool, ids: readonly string[]): Promise<void> {
  for (const id of ids) await deleteEntitySetRows(pool, id);
}

/** Null where the set cannot be read after all: its runs are imported without it, and the plan says what it was taken for. */
async function storeOne(pool: Pool, file: DropFile, { open }: DropTools): Promise<string | null> {
  const { path, complete, fingerprint } = file;
  const opened = await openEntitySet({ path, complete, source: open.source(file) });
  if (opened.kind === 'refused') return null;
  const id = randomUUID();
  try {
    const set = { id, filename: path, format: opened.format, fingerprint };
    return (await writeEntitySet(pool, set, questionsOf(opened.read()))) === null ? null : id;
  } catch (error) {
    if (error instanceof ImportError) return null;
    throw error;
  }
}

async function* questionsOf(events: AsyncIterable<EntityEvent>): AsyncGenerator<NewSetQuestion> {
  for await (const event of events) if (event.kind === 'question') yield event.question;
}
