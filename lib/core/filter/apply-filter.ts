import { SIGNAL_CLASSES } from '@/lib/core/rewards/group-scores';
import { ABSENT, OUTCOMES } from '@/lib/core/rewards/run-columns';
import type { ScoredRun } from '@/lib/core/rewards/score-run';

import type {
  FilterTerm,
  GroupSignal,
  NumberField,
  NumberInterval,
  NumberTerm,
  OutcomeTerm,
  QuestionTerm,
  SignalTerm,
} from './filter-term';

/** Numbers of the questions a term about questions means; columns do not hold texts. */
export type QuestionMatch = (term: QuestionTerm) => ReadonlySet<number>;

/** Bounds of an interval this close to a value count as equal to it, as rewards do. */
const EQUAL_WITHIN = 1e-12;

type NumberOf = (position: number) => number;

/** The number a field has at each position; NaN where it is missing. */
function numberReader(scored: ScoredRun, field: NumberField): NumberOf {
  const { columns } = scored;
  const orMissing = (column: Int32Array): NumberOf => {
    return (position) => (column[position] === ABSENT ? Number.NaN : (column[position] ?? Number.NaN));
  };
  const plain = (column: ArrayLike<number>): NumberOf => {
    return (position) => column[position] ?? Number.NaN;
  };
  switch (field) {
    case 'n':
      return (position) => position + 1;
    case 'step':
    case 'tokens':
      return orMissing(columns[field]);
    case 'rollout':
      return orMissing(columns.rolloutIndex);
    case 'entities':
      return plain(columns.entityCount);
    case 'group':
    case 'question':
    case 'toolCalls':
    case 'turns':
    case 'rewardLogged':
      return plain(columns[field]);
    case 'matched':
    case 'matchRate':
    case 'matchRateNormalised':
    case 'rewardGrpo':
    case 'rewardEGrpo':
    case 'advantageGrpo':
    case 'advantageEGrpo':
      return plain(scored[field]);
  }
}

function holds({ low, high, lowClosed, highClosed }: NumberInterval, value: number): boolean {
  const above = lowClosed ? value >= low - EQUAL_WITHIN : value > low + EQUAL_WITHIN;
  const below = highClosed ? value <= high + EQUAL_WITHIN : value < high - EQUAL_WITHIN;
  return above && below;
}

function numberTest(scored: ScoredRun, { field, intervals, orMissing }: NumberTerm): (position: number) => boolean {
  const numberAt = numberReader(scored, field);
  return (position) => {
    const value = numberAt(position);
    return Number.isNaN(value) ? orMissing : intervals.some((interval) => holds(interval, value));
  };
}

function outcomeTest(scored: ScoredRun, { outcomes }: OutcomeTerm): (position: number) => boolean {
  const wanted = OUTCOMES.map((outcome) => outcomes.includes(outcome));
  return (position) => wanted[scored.outcome[position] ?? -1] ?? false;
}

function groupHasSignal({ groups }: ScoredRun, group: number, signal: GroupSignal): boolean {
  switch (signal) {
    case 'zero_grpo':
      return groups.zeroAdvantageGrpo[group] === 1;
    case 'zero_egrpo':
      return groups.zeroAdvantageEGrpo[group] === 1;
    case 'all_wrong': {
      const signalClass = SIGNAL_CLASSES[groups.signalClass[group] ?? -1];
      return (signalClass === 'revived' || signalClass === 'dead') && groups.correct[group] === 0;
    }
    default:
      return SIGNAL_CLASSES[groups.signalClass[group] ?? -1] === signal;
  }
}

function signalTest(scored: ScoredRun, { signals }: SignalTerm): (position: number) => boolean {
  const wanted = new Uint8Array(scored.columns.groupCount);
  for (let group = 0; group < wanted.length; group += 1) {
    if (signals.some((signal) => groupHasSignal(scored, group, signal))) wanted[group] = 1;
  }
  return (position) => wanted[scored.columns.group[position] ?? -1] === 1;
}

function questionTest(scored: ScoredRun, questions: ReadonlySet<number>): (position: number) => boolean {
  const wanted = new Uint8Array(scored.columns.questionCount);
  for (const question of questions) wanted[question] = 1;
  return (position) => wanted[scored.columns.question[position] ?? -1] === 1;
}

function termTest(scored: ScoredRun, term: FilterTerm, questionMatch: QuestionMatch): (position: number) => boolean {
  switch (term.kind) {
    case 'number':
      return numberTest(scored, term);
    case 'outcome':
      return outcomeTest(scored, term);
    case 'signal':
      return signalTest(scored, term);
    case 'questionId':
    case 'questionText':
      return questionTest(scored, questionMatch(term));
  }
}

/**
 * Positions (rollout number minus one) that meet every term, ascending.
 *
 * @param questionMatch Asked once per term about questions.
 * @returns All positions where there are no terms.
 */
export function applyFilter(
  scored: ScoredRun,
  terms: readonly FilterTerm[],
  questionMatch: QuestionMatch,
): Int32Array<ArrayBuffer> {
  let selected = new Int32Array(scored.columns.length);
  for (let position = 0; position < selected.length; position += 1) selected[position] = position;
  for (const term of terms) {
    const test = termTest(scored, term, questionMatch);
    selected = selected.filter((position) => test(position) !== term.negated);
  }
  return selected;
}
