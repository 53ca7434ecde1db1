import { scoreFixture, type FixtureRollout } from '@/lib/core/rewards/scored-run-fixture';
import { tallyQuestions, type QuestionOutcomes } from '@/lib/core/compare-runs/question-outcomes';

/** One rollout of a test side; its question is the place in the common order. */
export interface SideRollout extends Omit<FixtureRollout, 'group' | 'question'> {
  readonly question: number;
}

/** For tests: a side of `questions` shared questions, one group a question. */
export function sideOf(questions: number, rollouts: readonly SideRollout[]): QuestionOutcomes {
  const scored = scoreFixture(rollouts.map((rollout) => ({ ...rollout, group: rollout.question })));
  return tallyQuestions(
    scored,
    Int32Array.from({ length: rollouts.length }, (_, at) => at),
    Int32Array.from({ length: questions }, (_, at) => at),
  );
}
