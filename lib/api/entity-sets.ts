import { z } from 'zod';

import {
  countEntitySets,
  findEntitySet,
  findEntitySetQuestions,
  findEntitySets,
  findRunsUsingSets,
} from '@/lib/db/queries/entity-sets';
import { database } from '@/lib/db/client';
import { deleteEntitySetRows } from '@/lib/db/entity-set-writer';
import { enqueueRecompute } from '@/lib/ingest/jobs';
import { joinSet } from '@/lib/ingest/join-entity-set';

import { cursorAfterRows, positionAfterCursor } from './newest-first';
import { cursorAfterNumber, numberAfterCursor, type Paging } from './paging';
import { ApiError } from './problem';
import { entitySchema, type Page } from './schemas/common';
import type { EntitySetItem, UnjoinedQuestion } from './schemas/entity-set';

const LIST = { order: 'entity-sets:-createdAt', none: 'no entity set' };
const UNJOINED_ORDER = 'unjoined:n';
const entitiesSchema = z.array(entitySchema);

function entitySetNotFound(id: string): ApiError {
  return new ApiError('entity_set_not_found', `there is no entity set ${id}`);
}

/** Entity sets, newest first, each with the runs in which it is in force. */
export async function listEntitySets(paging: Paging): Promise<Page<EntitySetItem>> {
  const after = positionAfterCursor(LIST, paging);
  const [rows, total] = await Promise.all([
    findEntitySets({ limit: paging.limit, after, offset: paging.offset }),
    countEntitySets(),
  ]);
  const uses = await findRunsUsingSets(rows.map((row) => row.id));
  const items = rows.map((row) => {
    const runs = uses.filter((use) => use.setId === row.id);
    return {
      id: row.id,
      filename: row.filename,
      format: row.format,
      questions: row.questions,
      entities: row.entities,
      createdAt: row.createdAt.toISOString(),
      runs: runs.map(({ runId, questions }) => ({ runId, questions })),
    };
  });
  const nextCursor = cursorAfterRows(LIST, rows, paging.limit);
  return { items, nextCursor, total };
}

/** Questions of a set that no visible run asks, in file order. @throws ApiError entity_set_not_found */
export async function listUnjoinedQuestions(setId: string, paging: Paging): Promise<Page<UnjoinedQuestion>> {
  const after = numberAfterCursor(UNJOINED_ORDER, paging);
  if ((await findEntitySet(setId)) === null) throw entitySetNotFound(setId);
  const [questions, { joined }] = await Promise.all([findEntitySetQuestions(setId), joinSet(setId)]);
  const unjoined = questions.flatMap((question, position) => (joined.has(position) ? [] : [{ ...question, position }]));
  const start = after === undefined ? (paging.offset ?? 0) : unjoined.findIndex(({ position }) => position > after);
  const page = start < 0 ? [] : unjoined.slice(start, start + paging.limit);
  const items = page.map(({ questionId, question, entities }) => ({
    questionId,
    question,
    entities: entitiesSchema.parse(entities).map((entity) => entity.name),
  }));
  const nextCursor = cursorAfterNumber(UNJOINED_ORDER, items, paging.limit, page.at(-1)?.position);
  return { items, nextCursor, total: unjoined.length };
}

/** Removes a set; the runs in which it was in force are computed again. @throws ApiError entity_set_not_found */
export async function deleteEntitySet(id: string): Promise<void> {
  const uses = await findRunsUsingSets([id]);
  if (!(await deleteEntitySetRows(database().pool, id))) throw entitySetNotFound(id);
  await enqueueRecompute(uses.map((use) => use.runId));
}
