import type { MatchRates } from './match-rates';
import { ABSENT, VERDICTS, type RunColumns } from './run-columns';

/** Rewards and advantages this close together count as equal. */
export const EQUAL_WITHIN = 1e-12;

/**
 * What a group's rewards tell the trainer. Codes are positions in this list.
 * - `singleton`: one rollout, so no advantage is defined
 * - `all_correct`: every known verdict is correct; no advantage under either reward
 * - `mixed`: some correct and some not; GRPO has advantages (so has E-GRPO, but for alpha 1, see zeroAdvantageEGrpo)
 * - `revived`: none correct, so GRPO has no advantage, but E-GRPO's rewards differ
 * - `dead`: none correct, and no advantage under either
 * - `unknown`: several rollouts, but fewer than two known verdicts, so no advantage is defined
 */
export const SIGNAL_CLASSES = ['singleton', 'all_correct', 'mixed', 'revived', 'dead', 'unknown'] as const;
export type SignalClass = (typeof SIGNAL_CLASSES)[number];

/** Columns with one entry a group, in the order of group numbers. */
export interface GroupScores {
  readonly length: number;
  /** Rollouts, whatever their verdict. */
  readonly size: Int32Array;
  /** Rollouts whose verdict is not unknown: correct + wrong + error. */
  readonly known: Int32Array;
  readonly correct: Int32Array;
  /** Wrong without an error. */
  readonly wrong: Int32Array;
  /** Format errors and overlength. */
  readonly error: Int32Array;
  /** Best gamma of the group, in [0, 1]; NaN where its question has no entities. */
  readonly matchRateMax: Float64Array;
  /** Positions in SIGNAL_CLASSES. */
  readonly signalClass: Uint8Array;
  /** 1 where all known rewards are equal (within 1e-12); 0 for singleton and unknown groups, whose advantage is undefined. */
  readonly zeroAdvantageGrpo: Uint8Array;
  readonly zeroAdvantageEGrpo: Uint8Array;
  /** Step of the group's first rollout, ABSENT (-1) where the log has none. */
  readonly stepOfGroup: Int32Array;
  /** Question number of the group's first rollout. */
  readonly questionOfGroup: Int32Array;
}

const CORRECT = VERDICTS.indexOf('correct');
const WRONG = VERDICTS.indexOf('wrong');
const UNKNOWN = VERDICTS.indexOf('unknown');

/**
 * Counts and signal class of every group.
 *
 * @param rewardEGrpo One reward a rollout; not read where the verdict is unknown.
 */
export function scoreGroups(columns: RunColumns, rates: MatchRates, rewardEGrpo: Float64Array): GroupScores {
  const groups = countVerdicts(columns, rates);
  const equalRewards = groupsWithEqualRewards(columns, rewardEGrpo);
  for (let g = 0; g < groups.length; g += 1) {
    const known = groups.known[g] ?? 0;
    if (known < 2) {
      groups.signalClass[g] = SIGNAL_CLASSES.indexOf(groups.size[g] === 1 ? 'singleton' : 'unknown');
      continue;
    }
    const correct = groups.correct[g] ?? 0;
    groups.zeroAdvantageGrpo[g] = correct === 0 || correct === known ? 1 : 0;
    groups.zeroAdvantageEGrpo[g] = equalRewards[g] ?? 0;
    groups.signalClass[g] = SIGNAL_CLASSES.indexOf(classOf(correct, known, equalRewards[g] === 1));
  }
  return groups;
}

function classOf(correct: number, known: number, equalRewards: boolean): SignalClass {
  if (correct === known) return 'all_correct';
  if (correct > 0) return 'mixed';
  return equalRewards ? 'dead' : 'revived';
}

/** Everything that needs no reward; the other columns still 0. */
function countVerdicts(columns: RunColumns, { groupSize, matchRateMax }: MatchRates): GroupScores {
  const { length, groupCount, group, question, step, verdict } = columns;
  const known = new Int32Array(groupCount);
  const correct = new Int32Array(groupCount);
  const wrong = new Int32Array(groupCount);
  const stepOfGroup = new Int32Array(groupCount).fill(ABSENT);
  const questionOfGroup = new Int32Array(groupCount);
  for (let at = length - 1; at >= 0; at -= 1) {
    const g = group[at] ?? 0;
    stepOfGroup[g] = step[at] ?? ABSENT;
    questionOfGroup[g] = question[at] ?? 0;
    const code = verdict[at];
    if (code === UNKNOWN) continue;
    known[g] = (known[g] ?? 0) + 1;
    if (code === CORRECT) correct[g] = (correct[g] ?? 0) + 1;
    else if (code === WRONG) wrong[g] = (wrong[g] ?? 0) + 1;
  }
  const error = known.map((count, g) => count - (correct[g] ?? 0) - (wrong[g] ?? 0));
  return {
    length: groupCount,
    size: groupSize,
    known,
    correct,
    wrong,
    error,
    matchRateMax,
    signalClass: new Uint8Array(groupCount),
    zeroAdvantageGrpo: new Uint8Array(groupCount),
    zeroAdvantageEGrpo: new Uint8Array(groupCount),
    stepOfGroup,
    questionOfGroup,
  };
}

/** 1 for each group whose known rewards all lie within EQUAL_WITHIN, also where there are none. */
function groupsWithEqualRewards(columns: RunColumns, rewards: Float64Array): Uint8Array {
  const { length, groupCount, group, verdict } = columns;
  const lowest = new Float64Array(groupCount).fill(Infinity);
  const highest = new Float64Array(groupCount).fill(-Infinity);
  for (let at = 0; at < length; at += 1) {
    if (verdict[at] === UNKNOWN) continue;
    const g = group[at] ?? 0;
    const reward = rewards[at] ?? 0;
    lowest[g] = Math.min(lowest[g] ?? 0, reward);
    highest[g] = Math.max(highest[g] ?? 0, reward);
  }
  const equal = new Uint8Array(groupCount);
  for (let g = 0; g < groupCount; g += 1) equal[g] = (highest[g] ?? 0) - (lowest[g] ?? 0) <= EQUAL_WITHIN ? 1 : 0;
  return equal;
}
