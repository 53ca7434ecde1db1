import { SIGNAL_CLASSES } from './group-scores';
import { CORRECT_KIND, KIND_CODE_OF_OUTCOME, UNKNOWN_KIND } from './outcome-kinds';
import { ABSENT } from './run-columns';
import type { ScoredRun } from './score-run';

/** Counts and sums of one training step, or of several taken together. */
export interface StepTally {
  step: number;
  rollouts: number;
  /** Rollouts whose outcome is known, and the correct ones among them. */
  known: number;
  correct: number;
  /** Rollouts with entities, and the sum of their match rates (gamma). */
  withEntities: number;
  matchRateSum: number;
  toolCallSum: number;
  /** Groups with a defined advantage (not singletons, not `unknown`), and those whose advantages are all zero. */
  groups: number;
  zeroAdvantageGrpo: number;
  zeroAdvantageEGrpo: number;
}

const SINGLETON = SIGNAL_CLASSES.indexOf('singleton');
const UNKNOWN_SIGNAL = SIGNAL_CLASSES.indexOf('unknown');

/** A tally of nothing. */
export function emptyStepTally(step: number): StepTally {
  return {
    step,
    rollouts: 0,
    known: 0,
    correct: 0,
    withEntities: 0,
    matchRateSum: 0,
    toolCallSum: 0,
    groups: 0,
    zeroAdvantageGrpo: 0,
    zeroAdvantageEGrpo: 0,
  };
}

/** One tally for each training step that occurs, ascending. Rollouts and groups without a step are left out. */
export function tallySteps(scored: ScoredRun): readonly Readonly<StepTally>[] {
  const tallies = new Map<number, StepTally>();
  tallyRollouts(scored, tallies);
  tallyGroups(scored, tallies);
  return [...tallies.values()].sort((a, b) => a.step - b.step);
}

/** Adds everything but the step of `tally` to `total`. */
export function addStepTallyInPlace(total: StepTally, tally: Readonly<StepTally>): void {
  total.rollouts += tally.rollouts;
  total.known += tally.known;
  total.correct += tally.correct;
  total.withEntities += tally.withEntities;
  total.matchRateSum += tally.matchRateSum;
  total.toolCallSum += tally.toolCallSum;
  total.groups += tally.groups;
  total.zeroAdvantageGrpo += tally.zeroAdvantageGrpo;
  total.zeroAdvantageEGrpo += tally.zeroAdvantageEGrpo;
}

function tallyOf(tallies: Map<number, StepTally>, step: number): StepTally {
  let tally = tallies.get(step);
  if (tally === undefined) {
    tally = emptyStepTally(step);
    tallies.set(step, tally);
  }
  return tally;
}

function tallyRollouts({ columns, outcome, matchRate }: ScoredRun, tallies: Map<number, StepTally>): void {
  // Rollouts of a step mostly stand together, so the tally of the one before usually serves.
  let tally = emptyStepTally(ABSENT);
  for (let i = 0; i < columns.length; i++) {
    const step = columns.step[i] ?? ABSENT;
    if (step === ABSENT) continue;
    if (step !== tally.step) tally = tallyOf(tallies, step);
    const kind = KIND_CODE_OF_OUTCOME[outcome[i] ?? 0];
    tally.rollouts++;
    tally.toolCallSum += columns.toolCalls[i] ?? 0;
    if (kind !== UNKNOWN_KIND) tally.known++;
    if (kind === CORRECT_KIND) tally.correct++;
    if (columns.entityCount[i] === 0) continue;
    tally.withEntities++;
    tally.matchRateSum += matchRate[i] ?? 0;
  }
}

function tallyGroups({ groups }: ScoredRun, tallies: Map<number, StepTally>): void {
  for (let group = 0; group < groups.length; group++) {
    const step = groups.stepOfGroup[group] ?? ABSENT;
    const signal = groups.signalClass[group] ?? UNKNOWN_SIGNAL;
    if (step === ABSENT || signal === SINGLETON || signal === UNKNOWN_SIGNAL) continue;
    const tally = tallyOf(tallies, step);
    tally.groups++;
    tally.zeroAdvantageGrpo += groups.zeroAdvantageGrpo[group] ?? 0;
    tally.zeroAdvantageEGrpo += groups.zeroAdvantageEGrpo[group] ?? 0;
  }
}
