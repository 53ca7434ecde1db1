import type { Grouping } from '@/lib/import/settings/import-settings';

import type { RolloutFacts } from './thread-protocol';

/**
 * The facts of a rollout with the group id and question id that the user's choice of grouping leaves it: groups are then
 * made of question, step, split and group id as always.
 *
 * @param place what tells the rollout apart: its file, and the line in it
 */
export function regroup(
  facts: RolloutFacts,
  grouping: Grouping,
  place: { readonly fileNo: number; readonly line: number },
): RolloutFacts {
  switch (grouping) {
    case 'detected':
      return facts;
    case 'question_id':
      return { ...facts, groupKey: null };
    case 'question_text':
      // Questions of equal text are one, whatever their ids; a question known by id alone stays what it is.
      return { ...facts, groupKey: null, questionId: facts.textKey === null ? facts.questionId : null };
    case 'file':
      return { ...facts, groupKey: `file ${place.fileNo}` };
    case 'none':
      return { ...facts, groupKey: `file ${place.fileNo} line ${place.line}`, rolloutIndex: null };
  }
}
