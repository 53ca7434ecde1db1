import type { QuestionDifferences } from './question-differences';

/** Orders of the list of questions. The first comes unasked. `-` before a difference puts the largest first. */
export const QUESTION_ORDERS = [
  'regression',
  'improvement',
  'disagreement',
  'matchRate',
  '-matchRate',
  'toolCalls',
  '-toolCalls',
  'toolCallsCorrect',
  '-toolCallsCorrect',
  'question',
] as const;
export type QuestionOrder = (typeof QUESTION_ORDERS)[number];

/**
 * All shared questions in an order. What is not defined comes last; equal ones go by the match rate, lost first under
 * `regression`, gained first under `improvement`, changed most first elsewhere; then by the common order of questions.
 */
export function orderQuestions(differences: QuestionDifferences, order: QuestionOrder): Int32Array {
  const places = Int32Array.from(differences.accuracy.keys());
  if (order === 'question') return places;
  const keys = keysOf(differences, order);
  const values = withoutRounding(keys.values);
  const ties = withoutRounding(keys.ties);
  return places.sort((left, right) => lowerFirst(values, left, right) || lowerFirst(ties, left, right) || left - right);
}

/** Values of which the lowest comes first, and those that part equal ones. */
function keysOf(
  { accuracy, matchRate, toolCalls, toolCallsCorrect, disagreement }: QuestionDifferences,
  order: Exclude<QuestionOrder, 'question'>,
): { readonly values: Float64Array; readonly ties: Float64Array } {
  const changed = matchRate.map((value) => -Math.abs(value));
  switch (order) {
    case 'regression':
      return { values: accuracy, ties: matchRate };
    case 'improvement':
      return { values: turned(accuracy), ties: turned(matchRate) };
    case 'disagreement':
      return { values: turned(disagreement), ties: changed };
    case 'matchRate':
      return { values: matchRate, ties: accuracy };
    case '-matchRate':
      return { values: turned(matchRate), ties: turned(accuracy) };
    case 'toolCalls':
      return { values: toolCalls, ties: changed };
    case '-toolCalls':
      return { values: turned(toolCalls), ties: changed };
    case 'toolCallsCorrect':
      return { values: toolCallsCorrect, ties: changed };
    case '-toolCallsCorrect':
      return { values: turned(toolCallsCorrect), ties: changed };
  }
}

/** Values that only rounding parts are equal: 2/3 - 1/3 and 1/3 - 0. */
function withoutRounding(values: Float64Array): Float64Array {
  return values.map((value) => Math.round(value * 1e12) / 1e12);
}

function turned(values: Float64Array): Float64Array {
  return values.map((value) => -value);
}

function lowerFirst(values: Float64Array, left: number, right: number): number {
  const a = values[left] ?? Number.NaN;
  const b = values[right] ?? Number.NaN;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a - b;
}
