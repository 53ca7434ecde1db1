import { questionKey } from '@/lib/core/entities/question-key';
import type { QuestionEntry, QuestionIndex } from '@/lib/core/entities/question-index';
import type { ImportedRollout } from '@/lib/core/rollout/rollout';
import type { SetQuestion } from '@/lib/import/entities/question-set';

/** A question of a set that was dropped with a log. */
export interface KnownAnswers extends QuestionEntry {
  readonly question: string;
  readonly answers: readonly string[];
}

/** A question of a set as it is looked up. */
export function knownAnswers({ questionId, question, answers }: SetQuestion): KnownAnswers {
  return { questionId, question, answers, textKey: questionKey(question) };
}

/**
 * A rollout with gold answers, and the text of its question, from a question set dropped with the log, where the log has
 * none of its own.
 */
export function fillFromQuestions(rollout: ImportedRollout, index: QuestionIndex<KnownAnswers>): ImportedRollout {
  if (index.size === 0 || (rollout.answers.length > 0 && rollout.question !== null)) return rollout;
  const asked = rollout.question ?? rollout.messages.find(({ role }) => role === 'user')?.content ?? null;
  const join = index.join({ questionId: rollout.questionId, question: asked });
  if (join.kind !== 'joined') return rollout;
  const { question, answers } = join.entry;
  return {
    ...rollout,
    question: rollout.question ?? question,
    answers: rollout.answers.length > 0 ? rollout.answers : answers,
  };
}
