import type { NumberInterval } from '@/lib/core/filter/filter-term';
import { formatFilter } from '@/lib/core/filter/format-filter';
import { EQUAL_WITHIN } from '@/lib/core/rewards/group-scores';
import { contrastQuestions, type QuestionContrasts } from '@/lib/core/rewards/question-contrasts';
import type { ScoredRun } from '@/lib/core/rewards/score-run';
import { signTest, type SignTest } from '@/lib/core/statistics/sign-test';

import { closedInterval, COUNTED_OUTCOMES_FILTER } from './mark-filter';

/** Up to here only questions with the very same two means share a mark; beyond, those of a cell of the grid do. */
const MOST_SINGLE_QUESTIONS = 200;
/** Cells along each side of the grid. */
const CONTRAST_CELLS = 20;
/** A longer list of questions makes no link: the API reads filters of 2,000 characters. */
const LONGEST_FILTER = 1600;

/** Which rollouts of a question found more on average; `tie` within 1e-12. */
export type ContrastSide = 'correct_higher' | 'wrong_higher' | 'tie';

/** Questions whose correct and wrong rollouts have the same, or about the same, two mean match rates. */
export interface ContrastCell {
  /** The same for all questions of a cell. */
  readonly side: ContrastSide;
  /** Where a mark stands: means over the cell's questions, so one question stands at its own values. */
  readonly meanCorrect: number;
  readonly meanWrong: number;
  readonly questions: number;
  /** Filter text of these questions' correct and wrong rollouts; null where the list of questions is too long for a link. */
  readonly filter: string | null;
}

/** Per question: mean match rate of the correct rollouts against that of the wrong ones (without an error). */
export interface QuestionContrastChart {
  /** Only cells that hold a question, in ascending order of wrong, then correct rate. */
  readonly cells: readonly ContrastCell[];
  /** Questions that have correct and wrong rollouts, and entities. */
  readonly questions: number;
  /** True where a cell stands for a range of rates 0.05 wide; false where all its questions have the same two. */
  readonly merged: boolean;
  /** `higher`: the correct rollouts of the question found more on average. */
  readonly signTest: SignTest;
}

/**
 * Shapes figure 1 (upper right) of arXiv 2510.24694: a mark for each place that questions stand at, up to 200
 * questions; beyond, a grid of counts, at most 440 marks for any number of questions.
 */
export function shapeQuestionContrast(scored: ScoredRun): QuestionContrastChart {
  const contrasts = contrastQuestions(scored);
  const merged = contrasts.length > MOST_SINGLE_QUESTIONS;
  const placeOf = merged ? cellOf : exactPlaceOf;
  const cells = new Map<string, number[]>();
  for (let entry = 0; entry < contrasts.length; entry++) {
    const { wrong, correct } = meansAt(contrasts, entry);
    const key = `${placeOf(wrong)} ${placeOf(correct)} ${sideOf(correct, wrong)}`;
    const entries = cells.get(key);
    if (entries === undefined) cells.set(key, [entry]);
    else entries.push(entry);
  }
  return {
    cells: [...cells.values()]
      .map((entries) => describeCell(entries, contrasts))
      .sort((a, b) => a.meanWrong - b.meanWrong || a.meanCorrect - b.meanCorrect),
    questions: contrasts.length,
    merged,
    signTest: signTest(contrasts.correctHigher, contrasts.wrongHigher, contrasts.ties),
  };
}

function meansAt({ meanCorrect, meanWrong }: QuestionContrasts, entry: number) {
  return { correct: meanCorrect[entry] ?? 0, wrong: meanWrong[entry] ?? 0 };
}

function sideOf(correct: number, wrong: number): ContrastSide {
  if (Math.abs(correct - wrong) <= EQUAL_WITHIN) return 'tie';
  return correct > wrong ? 'correct_higher' : 'wrong_higher';
}

/** A rate a rounding below a bound belongs above it: means are sums of fractions. */
function cellOf(rate: number): number {
  return Math.min(CONTRAST_CELLS - 1, Math.floor(rate * CONTRAST_CELLS + 1e-9));
}

/** Means that differ by rounding only stand at the same place. */
function exactPlaceOf(rate: number): number {
  return Math.round(rate * 1e9);
}

function describeCell(entries: readonly number[], contrasts: QuestionContrasts): ContrastCell {
  const mean = (column: Float64Array): number =>
    entries.reduce((sum, entry) => sum + (column[entry] ?? 0), 0) / entries.length;
  const first = meansAt(contrasts, entries[0] ?? 0);
  const questions = questionFilter(entries.map((entry) => contrasts.question[entry] ?? 0));
  return {
    side: sideOf(first.correct, first.wrong),
    meanCorrect: mean(contrasts.meanCorrect),
    meanWrong: mean(contrasts.meanWrong),
    questions: entries.length,
    filter: questions.length > LONGEST_FILTER ? null : `${questions} ${COUNTED_OUTCOMES_FILTER}`,
  };
}

/** Filter text for the rollouts of some questions. @param numbers ascending; neighbours are written as ranges */
export function questionFilter(numbers: readonly number[]): string {
  const ranges: { low: number; high: number }[] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last?.high === number - 1) last.high = number;
    else ranges.push({ low: number, high: number });
  }
  const intervals: NumberInterval[] = ranges.map(({ low, high }) => closedInterval(low, high));
  return formatFilter([{ kind: 'number', field: 'question', intervals, orMissing: false, negated: false }]);
}
