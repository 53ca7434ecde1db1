import { SIGNAL_CLASSES } from '@/lib/core/rewards/group-scores';
import { OUTCOMES } from '@/lib/core/rewards/run-columns';
import type { ScoredRun } from '@/lib/core/rewards/score-run';
import { passAtK } from '@/lib/core/statistics/pass-at-k';

import type { GroupMetricId } from './rollout-values';

const CORRECT = OUTCOMES.indexOf('correct');
const UNKNOWN = OUTCOMES.indexOf('unknown');
const SINGLETON = SIGNAL_CLASSES.indexOf('singleton');
const UNDECIDED = SIGNAL_CLASSES.indexOf('unknown');

/** The groups of one side, counted over its rollouts. */
export interface SideGroups {
  /** Group numbers, in the order in which they come. */
  readonly numbers: readonly number[];
  /** By position in `numbers`. */
  readonly question: readonly number[];
  readonly known: Int32Array;
  readonly correct: Int32Array;
}

/** The groups among the rollouts at the positions. */
export function groupsOfSide({ columns, outcome }: ScoredRun, positions: Int32Array): SideGroups {
  const at = new Int32Array(columns.groupCount).fill(-1);
  const numbers: number[] = [];
  const question: number[] = [];
  const known = new Int32Array(columns.groupCount);
  const correct = new Int32Array(columns.groupCount);
  for (let rollout = 0; rollout < positions.length; rollout += 1) {
    const position = positions[rollout] ?? 0;
    const group = columns.group[position] ?? 0;
    let place = at[group] ?? -1;
    if (place === -1) {
      place = numbers.length;
      at[group] = place;
      numbers.push(group);
      question.push(columns.question[position] ?? 0);
    }
    if (outcome[position] === UNKNOWN) continue;
    known[place] = (known[place] ?? 0) + 1;
    if (outcome[position] === CORRECT) correct[place] = (correct[place] ?? 0) + 1;
  }
  return { numbers, question, known, correct };
}

/** The value of a group at a place in `numbers`; NaN where the metric does not count it. */
type ValueOfGroup = (place: number) => number;

/** How a metric reads the groups of a side, one function a group. */
export const GROUP_VALUES: Readonly<
  Record<GroupMetricId, (groups: SideGroups, run: ScoredRun, k: number) => ValueOfGroup>
> = {
  mean_at_k:
    ({ known, correct }, _, k) =>
    (place) => {
      const size = known[place] ?? 0;
      return size < k ? Number.NaN : (correct[place] ?? 0) / size;
    },
  pass_at_k:
    ({ known, correct }, _, k) =>
    (place) =>
      passAtK(known[place] ?? 0, correct[place] ?? 0, k) ?? Number.NaN,
  zero_advantage_grpo:
    ({ numbers }, { groups }) =>
    (place) =>
      zeroAdvantage(groups.zeroAdvantageGrpo, groups.signalClass, numbers[place] ?? 0),
  zero_advantage_e_grpo:
    ({ numbers }, { groups }) =>
    (place) =>
      zeroAdvantage(groups.zeroAdvantageEGrpo, groups.signalClass, numbers[place] ?? 0),
};

/** Groups without a defined advantage are left out. */
function zeroAdvantage(flags: Uint8Array, signalClass: Uint8Array, group: number): number {
  const isDefined = signalClass[group] !== SINGLETON && signalClass[group] !== UNDECIDED;
  return isDefined ? (flags[group] ?? 0) : Number.NaN;
}
