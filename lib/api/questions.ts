import type { Paging } from './runs';
import type { Page } from './schemas/common';
import type { QuestionItem } from './schemas/question';

export interface QuestionListRequest extends Paging {
  /** true: with entities only; false: without only; undefined: all. */
  readonly joined?: boolean | undefined;
  readonly warnings?: boolean | undefined;
}
export function listQuestions(_runId: number, _request: QuestionListRequest): Promise<Page<QuestionItem>> {
  throw new Error('not built yet');
}
