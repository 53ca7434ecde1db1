import type { NumberInterval } from '@/lib/core/filter/filter-term';
import { formatFilter } from '@/lib/core/filter/format-filter';
import { contrastQuestions, type QuestionContrasts } from '@/lib/core/rewards/question-contrasts';
import type { ScoredRun } from '@/lib/core/rewards/score-run';
import { signTest, type SignTest } from '@/lib/core/statistics/sign-test';

import { closedInterval } from './mark-filter';

/** Cells along each side of the grid. */
const CONTRAST_CELLS = 20;
/** A cell with more questions does not list them. */
const LARGEST_LISTED_CELL = 8;

/** Questions whose correct and wrong rollouts have about the same two mean match rates. */
export interface ContrastCell {
  /** Bounds of the cell, 0.05 wide; the lower bound is included, the upper only at 1. */
  readonly ratesCorrect: NumberInterval;
  readonly ratesWrong: NumberInterval;
  /** Where a mark stands: means over the cell's questions, so one question stands at its own values. */
  readonly meanCorrect: number;
  readonly meanWrong: number;
  readonly questions: number;
  /** Question numbers (as in RunColumns), ascending; null where there are more than 8. */
  readonly questionNumbers: readonly number[] | null;
  /** Filter text of these questions' rollouts; null where there are more than 8 questions. */
  readonly filter: string | null;
}

/** Per question: mean match rate of the correct rollouts against that of the wrong ones (without an error). */
export interface QuestionContrastChart {
  /** Only cells that hold a question, in ascending order of wrong, then correct rate. */
  readonly cells: readonly ContrastCell[];
  /** Questions that have correct and wrong rollouts, and entities. */
  readonly questions: number;
  /** `higher`: the correct rollouts of the question found more on average. */
  readonly signTest: SignTest;
}

/** Shapes figure 1 (upper right) of arXiv 2510.24694 as a grid of counts: at most 400 marks for any number of questions. */
export function shapeQuestionContrast(scored: ScoredRun): QuestionContrastChart {
  const contrasts = contrastQuestions(scored);
  const cells = new Map<number, number[]>();
  for (let entry = 0; entry < contrasts.length; entry++) {
    const key = cellOf(contrasts.meanWrong[entry] ?? 0) * CONTRAST_CELLS + cellOf(contrasts.meanCorrect[entry] ?? 0);
    const entries = cells.get(key);
    if (entries === undefined) cells.set(key, [entry]);
    else entries.push(entry);
  }
  return {
    cells: [...cells].sort(([a], [b]) => a - b).map(([key, entries]) => describeCell(key, entries, contrasts)),
    questions: contrasts.length,
    signTest: signTest(contrasts.correctHigher, contrasts.wrongHigher, contrasts.ties),
  };
}

/** A rate a rounding below a bound belongs above it: means are sums of fractions. */
function cellOf(rate: number): number {
  return Math.min(CONTRAST_CELLS - 1, Math.floor(rate * CONTRAST_CELLS + 1e-9));
}

function boundsOf(cell: number): NumberInterval {
  return {
    low: cell / CONTRAST_CELLS,
    high: (cell + 1) / CONTRAST_CELLS,
    lowClosed: true,
    highClosed: cell === CONTRAST_CELLS - 1,
  };
}

function describeCell(key: number, entries: readonly number[], contrasts: QuestionContrasts): ContrastCell {
  const mean = (column: Float64Array): number =>
    entries.reduce((sum, entry) => sum + (column[entry] ?? 0), 0) / entries.length;
  const listed = entries.length <= LARGEST_LISTED_CELL;
  const questionNumbers = listed ? entries.map((entry) => contrasts.question[entry] ?? 0) : null;
  return {
    ratesCorrect: boundsOf(key % CONTRAST_CELLS),
    ratesWrong: boundsOf(Math.floor(key / CONTRAST_CELLS)),
    meanCorrect: mean(contrasts.meanCorrect),
    meanWrong: mean(contrasts.meanWrong),
    questions: entries.length,
    questionNumbers,
    filter: questionNumbers === null ? null : questionFilter(questionNumbers),
  };
}

function questionFilter(numbers: readonly number[]): string {
  const intervals = numbers.map((number) => closedInterval(number, number));
  return formatFilter([{ kind: 'number', field: 'question', intervals, orMissing: false, negated: false }]);
}
