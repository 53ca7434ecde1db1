import type { Paging } from './paging';
import type { Page } from './schemas/common';
import type { EntitySetItem, UnjoinedQuestion } from './schemas/entity-set';

/** Newest first. */
export function listEntitySets(_paging: Paging): Promise<Page<EntitySetItem>> {
  throw new Error('not built yet');
}
export function listUnjoinedQuestions(_setId: string, _paging: Paging): Promise<Page<UnjoinedQuestion>> {
  throw new Error('not built yet');
}
export function deleteEntitySet(_id: string): Promise<void> {
  throw new Error('not built yet');
}
