import { SIGNAL_CLASSES, type GroupScores } from '@/lib/core/rewards/group-scores';
import { CORRECT_KIND, KIND_CODE_OF_OUTCOME, UNKNOWN_KIND } from '@/lib/core/rewards/outcome-kinds';
import { ABSENT } from '@/lib/core/rewards/run-columns';
import type { Estimate } from '@/lib/core/rewards/run-summary';
import type { ScoredRun } from '@/lib/core/rewards/score-run';
import { ClusteredShare } from '@/lib/core/statistics/clustered-share';

import type { StepRanges } from './step-ranges';

/** What of a point over training is a share of rollouts or groups. */
export interface StepShares {
  readonly accuracy: Estimate;
  readonly zeroAdvantageGrpo: Estimate;
  readonly zeroAdvantageEGrpo: Estimate;
}

const SINGLETON = SIGNAL_CLASSES.indexOf('singleton');
const UNDECIDED = SIGNAL_CLASSES.indexOf('unknown');

/** Groups with a defined advantage by the step at which their point starts; those without a step are in none. */
export function groupsByPoint(groups: GroupScores, { startOf }: StepRanges): ReadonlyMap<number, readonly number[]> {
  const byPoint = new Map<number, number[]>();
  groups.stepOfGroup.forEach((step, group) => {
    const signal = groups.signalClass[group] ?? UNDECIDED;
    if (step === ABSENT || signal === SINGLETON || signal === UNDECIDED) return;
    const start = startOf(step);
    const known = byPoint.get(start);
    if (known === undefined) byPoint.set(start, [group]);
    else known.push(group);
  });
  return byPoint;
}

/** A point's rollouts by position, and its groups that have a defined advantage. */
interface PointMembers {
  readonly positions: readonly number[];
  readonly groups: readonly number[];
}

/** The shares of a point with 95 % intervals over questions; the values are those of all rollouts, or groups, together. */
export function sharesOverQuestions(scored: ScoredRun, { positions, groups }: PointMembers): StepShares {
  const { columns, outcome } = scored;
  const accuracy = new ClusteredShare();
  for (const position of positions) {
    const kind = KIND_CODE_OF_OUTCOME[outcome[position] ?? 0];
    if (kind !== UNKNOWN_KIND) accuracy.add(columns.question[position] ?? 0, kind === CORRECT_KIND);
  }
  const grpo = new ClusteredShare();
  const eGrpo = new ClusteredShare();
  for (const group of groups) {
    const question = scored.groups.questionOfGroup[group] ?? 0;
    grpo.add(question, scored.groups.zeroAdvantageGrpo[group] === 1);
    eGrpo.add(question, scored.groups.zeroAdvantageEGrpo[group] === 1);
  }
  return { accuracy: accuracy.estimate(), zeroAdvantageGrpo: grpo.estimate(), zeroAdvantageEGrpo: eGrpo.estimate() };
}
