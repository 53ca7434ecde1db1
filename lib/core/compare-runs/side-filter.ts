import { ABSENT, type RunColumns } from '@/lib/core/rewards/run-columns';
import { closedInterval, numberFilter } from '@/lib/core/shape/mark-filter';
import { questionFilter } from '@/lib/core/shape/question-contrast';

import type { StepChoice } from './side-name';

/** A longer list of questions is left out of a link: the API reads filters of 2,000 characters. */
const LONGEST_FILTER = 1000;

/** The rollouts of a side as a filter of its run. */
export interface SideFilter {
  /** Empty where the side is the whole run. */
  readonly text: string;
  /** False where its questions are too many to be named in a link, so that a list has other questions' rollouts too. */
  readonly isExact: boolean;
}

/**
 * Filter text for the rollouts of a side, to be joined by a space with that of a mark.
 *
 * @param positions of the side's rollouts
 * @param questions numbers of the questions it is cut to; null for all
 */
export function sideFilter(
  columns: RunColumns,
  { steps, positions }: { readonly steps: StepChoice; readonly positions: Int32Array },
  questions: Int32Array | null,
): SideFilter {
  const parts: string[] = [];
  if (steps.kind !== 'all' && positions.length > 0) parts.push(stepFilter(columns.step, positions));
  const cut = questions === null || !leavesOut(columns, positions, questions) ? null : questions;
  const named = cut === null || cut.length === 0 ? '' : questionFilter([...cut].sort((a, b) => a - b));
  const isExact = named.length <= LONGEST_FILTER;
  if (named !== '' && isExact) parts.push(named);
  return { text: parts.join(' '), isExact };
}

function stepFilter(step: Int32Array, positions: Int32Array): string {
  let first = Infinity;
  let last = ABSENT;
  for (const position of positions) {
    const at = step[position] ?? ABSENT;
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  return numberFilter('step', closedInterval(first, last));
}

function leavesOut({ question, questionCount }: RunColumns, positions: Int32Array, questions: Int32Array): boolean {
  const kept = new Uint8Array(questionCount);
  for (const number of questions) kept[number] = 1;
  return positions.some((position) => kept[question[position] ?? 0] === 0);
}

/** Two filters that must both hold. */
export function joinFilters(left: string, right: string): string {
  return left === '' ? right : `${left} ${right}`;
}
