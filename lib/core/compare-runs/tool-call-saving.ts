import { compareQuestions } from './question-differences';
import type { QuestionOutcomes } from './question-outcomes';

/** Tool calls of correct rollouts over the questions that both sides solve; null where there is none. */
export interface ToolCallSaving {
  readonly questions: number;
  readonly baseline: SolvedCalls;
  readonly against: SolvedCalls;
  /** Mean over the questions of the other side's mean minus the baseline's. */
  readonly difference: number | null;
}
export interface SolvedCalls {
  /** Mean over the questions of the mean over their correct rollouts. */
  readonly mean: number | null;
  /** Correct rollouts of those questions. */
  readonly rollouts: number;
}

/**
 * What solving costs on each side, every question weighing the same.
 *
 * @param selected places of the questions that count
 */
export function toolCallSaving(
  baseline: QuestionOutcomes,
  against: QuestionOutcomes,
  selected: Int32Array,
): ToolCallSaving {
  const both = selected.filter((place) => (baseline.correct[place] ?? 0) > 0 && (against.correct[place] ?? 0) > 0);
  const side = ({ toolCallsCorrect, correct }: QuestionOutcomes): SolvedCalls => ({
    mean: meanAt(toolCallsCorrect, both),
    rollouts: both.reduce((sum, place) => sum + (correct[place] ?? 0), 0),
  });
  return {
    questions: both.length,
    baseline: side(baseline),
    against: side(against),
    difference: meanAt(compareQuestions(baseline, against).toolCallsCorrect, both),
  };
}

function meanAt(values: Float64Array, places: Int32Array): number | null {
  if (places.length === 0) return null;
  return places.reduce((sum, place) => sum + (values[place] ?? 0), 0) / places.length;
}
