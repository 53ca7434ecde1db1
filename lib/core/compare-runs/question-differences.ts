import type { QuestionOutcomes } from './question-outcomes';

/** One side minus the baseline, one entry a shared question; NaN where a side does not define it. */
export interface QuestionDifferences {
  readonly accuracy: Float64Array;
  readonly matchRate: Float64Array;
  readonly toolCalls: Float64Array;
  /** Mean tool calls of correct rollouts, where both sides have one. */
  readonly toolCallsCorrect: Float64Array;
  /**
   * Chance that a rollout of one side and one of the other, drawn at random, differ in being correct:
   * pA (1 - pB) + pB (1 - pA), p the accuracy of the question on a side; in [0, 1].
   */
  readonly disagreement: Float64Array;
}

/** What each shared question differs by. */
export function compareQuestions(baseline: QuestionOutcomes, against: QuestionOutcomes): QuestionDifferences {
  return {
    accuracy: minus(against.accuracy, baseline.accuracy),
    matchRate: minus(against.matchRate, baseline.matchRate),
    toolCalls: minus(against.toolCalls, baseline.toolCalls),
    toolCallsCorrect: minus(against.toolCallsCorrect, baseline.toolCallsCorrect),
    disagreement: baseline.accuracy.map((left, at) => {
      const right = against.accuracy[at] ?? Number.NaN;
      return left * (1 - right) + right * (1 - left);
    }),
  };
}

function minus(left: Float64Array, right: Float64Array): Float64Array {
  return left.map((value, at) => value - (right[at] ?? Number.NaN));
}
