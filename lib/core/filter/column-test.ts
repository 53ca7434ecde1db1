import { SIGNAL_CLASSES } from '@/lib/core/rewards/group-scores';
import { ABSENT, OUTCOMES } from '@/lib/core/rewards/run-columns';
import type { ScoredRun } from '@/lib/core/rewards/score-run';

import { flipsSign, rankChanges } from './advantage-changes';
import type {
  ChangeTerm,
  ColumnTerm,
  GroupSignal,
  NumberField,
  NumberInterval,
  NumberTerm,
  OutcomeTerm,
  SignalTerm,
} from './filter-term';

/** Bounds of an interval this close to a value count as equal to it, as rewards do. */
const EQUAL_WITHIN = 1e-12;

type NumberOf = (position: number) => number;
type Test = (position: number) => boolean;

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
    case 'size':
      return (position) => scored.groups.size[columns.group[position] ?? -1] ?? Number.NaN;
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

function numberTest(scored: ScoredRun, { field, intervals, orMissing }: NumberTerm): Test {
  const numberAt = numberReader(scored, field);
  return (position) => {
    const value = numberAt(position);
    return Number.isNaN(value) ? orMissing : intervals.some((interval) => holds(interval, value));
  };
}

function outcomeTest(scored: ScoredRun, { outcomes }: OutcomeTerm): Test {
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

function signalTest(scored: ScoredRun, { signals }: SignalTerm): Test {
  const wanted = new Uint8Array(scored.columns.groupCount);
  for (let group = 0; group < wanted.length; group += 1) {
    if (signals.some((signal) => groupHasSignal(scored, group, signal))) wanted[group] = 1;
  }
  return (position) => wanted[scored.columns.group[position] ?? -1] === 1;
}

function changeTest(scored: ScoredRun, { of }: ChangeTerm): Test {
  if (of === 'sign') return (position) => flipsSign(scored, position);
  const changed = rankChanges(scored);
  return (position) => changed[position] === 1;
}

/** Whether the rollout at a position meets a term, its negation left aside. */
export function columnTest(scored: ScoredRun, term: ColumnTerm): Test {
  switch (term.kind) {
    case 'number':
      return numberTest(scored, term);
    case 'outcome':
      return outcomeTest(scored, term);
    case 'signal':
      return signalTest(scored, term);
    case 'change':
      return changeTest(scored, term);
  }
}
