import { countQuestions, findQuestions } from '@/lib/db/queries/questions';
import { findRunVersion } from '@/lib/db/queries/runs';

import { cursorAfterNumber, numberAfterCursor, type Paging } from './paging';
import { runNotFound } from './runs';
import type { Page } from './schemas/common';
import type { QuestionItem } from './schemas/question';

const ORDER = 'questions:questionNo';

export interface QuestionListRequest extends Paging {
  /** true: with entities only; false: without only; undefined: all. */
  readonly joined?: boolean | undefined;
  /** true: only those whose entities are doubtful; false: only the others; undefined: all. */
  readonly warnings?: boolean | undefined;
}

/** Questions of a run with the entities in force, in the order of their first rollout. @throws ApiError run_not_found */
export async function listQuestions(runId: number, request: QuestionListRequest): Promise<Page<QuestionItem>> {
  const after = numberAfterCursor(ORDER, request);
  if ((await findRunVersion(runId)) === null) throw runNotFound(runId);
  const [questions, total] = await Promise.all([
    findQuestions(runId, request, { limit: request.limit, after, offset: request.offset }),
    countQuestions(runId, request),
  ]);
  const items = questions.map((question) => ({
    questionNo: question.questionNo,
    questionId: question.questionId,
    question: question.text,
    answers: question.answers,
    entities: question.entities,
    entitySource: question.entitySource,
    entitySetId: question.entitySetId,
    warnings: question.warnings,
  }));
  return { items, nextCursor: cursorAfterNumber(ORDER, items, request.limit, items.at(-1)?.questionNo), total };
}
