import { z } from 'zod';

import { QuestionIndex, type EntitySetEntry } from '@/lib/core/entities/question-index';
import {
  countEntitySets,
  findEntitySet,
  findEntitySetQuestions,
  findEntitySets,
  findQuestionsToJoin,
  findRunsUsingSets,
} from '@/lib/db/queries/entity-sets';
import { deleteEntitySetRows } from '@/lib/db/entity-set-writer';
import { enqueueRecompute } from '@/lib/ingest/jobs';

import { cursorAfterRows, positionAfterCursor } from './newest-first';
import { cursorAfterNumber, numberAfterCursor, type Paging } from './paging';
import { ApiError } from './problem';
import { entitySchema, type Page } from './schemas/common';
import type { EntitySetItem, UnjoinedQuestion } from './schemas/entity-set';

const LIST = { order: 'entity-sets:-createdAt', none: 'no entity set' };
const UNJOINED_ORDER = 'unjoined:n';
const QUESTIONS_A_READ = 10_000;
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

/** How a set meets the questions that visible runs ask. */
export interface SetJoin {
  /** Positions in the set of the questions that a run asks. */
  readonly joined: ReadonlySet<number>;
  /** Questions of runs that several questions of the set fit. */
  readonly ambiguous: number;
  readonly runIds: readonly number[];
}

/** Joins a set with the questions of all visible runs, by the rules of `QuestionIndex`. */
export async function joinSet(setId: string): Promise<SetJoin> {
  const questions = await findEntitySetQuestions(setId);
  const positionOfEntry = new Map<EntitySetEntry, number>();
  for (const [position, { questionId, textKey }] of questions.entries()) {
    positionOfEntry.set({ setId, questionId, textKey, entities: [] }, position);
  }
  const index = new QuestionIndex(positionOfEntry.keys());
  const joined = new Set<number>();
  const runIds = new Set<number>();
  let ambiguous = 0;
  let after = { runId: 0, questionNo: -1 };
  for (;;) {
    const asked = await findQuestionsToJoin(after, QUESTIONS_A_READ);
    for (const question of asked) {
      const join = index.join({ questionId: question.question_id, question: question.text });
      if (join.kind === 'ambiguous') ambiguous += 1;
      if (join.kind !== 'joined') continue;
      joined.add(positionOfEntry.get(join.entry) ?? -1);
      runIds.add(question.run_id);
    }
    const last = asked.at(-1);
    if (last === undefined) return { joined, ambiguous, runIds: [...runIds] };
    after = { runId: last.run_id, questionNo: last.question_no };
  }
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
  if (!(await deleteEntitySetRows(id))) throw entitySetNotFound(id);
  await enqueueRecompute(uses.map((use) => use.runId));
}
