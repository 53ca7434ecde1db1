import { OUTCOMES, type Outcome } from '@/lib/core/rewards/run-columns';

import type { QuestionOutcomes } from './question-outcomes';

/** Questions that went from one outcome on the baseline to another (or the same) on the other side. */
export interface TransitionCell {
  readonly from: Outcome;
  readonly to: Outcome;
  readonly questions: number;
}

/** Shared questions by how their outcome changed; the five numbers add up to all of them. */
export interface OutcomeMoves {
  /** From any other known outcome to correct. */
  readonly toCorrect: number;
  /** From correct to any other known outcome. */
  readonly fromCorrect: number;
  /** From one known outcome that is not correct to another. */
  readonly otherwise: number;
  /** The same known outcome on both sides. */
  readonly kept: number;
  /** Not known on one side or on both. */
  readonly unknown: number;
}

export interface OutcomeTransitions {
  readonly questions: number;
  readonly moves: OutcomeMoves;
  /** Row sums (`baseline`) and column sums (`against`) of the outcomes that occur, in the order of OUTCOMES. */
  readonly outcomes: readonly { readonly outcome: Outcome; readonly baseline: number; readonly against: number }[];
  /** Cells that hold a question, by rows. */
  readonly cells: readonly TransitionCell[];
}

/**
 * The outcome of each question on one side against that on the other, as a matrix.
 *
 * @param selected places of the questions that count
 */
export function countTransitions(
  baseline: QuestionOutcomes,
  against: QuestionOutcomes,
  selected: Int32Array,
): OutcomeTransitions {
  const counts = OUTCOMES.map(() => OUTCOMES.map(() => 0));
  for (const place of selected) {
    const row = counts[baseline.outcome[place] ?? 0];
    const column = against.outcome[place] ?? 0;
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1;
  }
  const cells = OUTCOMES.flatMap((from, row) =>
    OUTCOMES.map((to, column): TransitionCell => ({ from, to, questions: counts[row]?.[column] ?? 0 })),
  ).filter(({ questions }) => questions > 0);
  const sum = (holds: (cell: TransitionCell) => boolean): number =>
    cells.reduce((total, cell) => total + (holds(cell) ? cell.questions : 0), 0);
  return {
    questions: selected.length,
    moves: movesOf(sum),
    outcomes: OUTCOMES.map((outcome) => ({
      outcome,
      baseline: sum(({ from }) => from === outcome),
      against: sum(({ to }) => to === outcome),
    })).filter((ends) => ends.baseline + ends.against > 0),
    cells,
  };
}

function movesOf(sum: (holds: (cell: TransitionCell) => boolean) => number): OutcomeMoves {
  const isKnown = ({ from, to }: TransitionCell): boolean => from !== 'unknown' && to !== 'unknown';
  const moved = (cell: TransitionCell): boolean => isKnown(cell) && cell.from !== cell.to;
  return {
    toCorrect: sum((cell) => moved(cell) && cell.to === 'correct'),
    fromCorrect: sum((cell) => moved(cell) && cell.from === 'correct'),
    otherwise: sum((cell) => moved(cell) && cell.from !== 'correct' && cell.to !== 'correct'),
    kept: sum((cell) => isKnown(cell) && cell.from === cell.to),
    unknown: sum((cell) => !isKnown(cell)),
  };
}
