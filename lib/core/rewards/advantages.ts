import type { Definitions } from './definitions';
import { EQUAL_WITHIN, type GroupScores } from './group-scores';
import { VERDICTS, type RunColumns } from './run-columns';

const CORRECT = VERDICTS.indexOf('correct');
const UNKNOWN = VERDICTS.indexOf('unknown');

type Stabiliser = Pick<Definitions, 'std' | 'epsilon'>;

/** What the deviation of n values divides the sum of squares by. */
function degreesOfFreedom(n: number, std: Definitions['std']): number {
  return std === 'sample' ? n - 1 : n;
}

/**
 * GRPO's advantage of every rollout: (reward - mean) / (deviation + epsilon) over the group's known rewards, which are 1
 * and 0, so that two numbers a group are enough. Exactly 0 where all are equal; NaN where the verdict is unknown or the
 * group has fewer than two known.
 */
export function advantagesGrpo(columns: RunColumns, groups: GroupScores, { std, epsilon }: Stabiliser): Float64Array {
  const ofCorrect = new Float64Array(groups.length).fill(Number.NaN);
  const ofOthers = new Float64Array(groups.length).fill(Number.NaN);
  for (let g = 0; g < groups.length; g += 1) {
    const known = groups.known[g] ?? 0;
    if (known < 2) continue;
    const mean = (groups.correct[g] ?? 0) / known;
    const deviation = Math.sqrt((known * mean * (1 - mean)) / degreesOfFreedom(known, std));
    const equal = groups.zeroAdvantageGrpo[g] === 1;
    ofCorrect[g] = equal ? 0 : (1 - mean) / (deviation + epsilon);
    ofOthers[g] = equal ? 0 : -mean / (deviation + epsilon);
  }
  const { length, group, verdict } = columns;
  const advantages = new Float64Array(length);
  for (let at = 0; at < length; at += 1) {
    const g = group[at] ?? 0;
    if (verdict[at] === UNKNOWN) advantages[at] = Number.NaN;
    else advantages[at] = (verdict[at] === CORRECT ? ofCorrect[g] : ofOthers[g]) ?? Number.NaN;
  }
  return advantages;
}

/**
 * E-GRPO's advantage of every rollout, formed as GRPO's from E-GRPO's rewards (arXiv 2510.24694, Eq. 6). A reward within
 * 1e-12 of the mean has an advantage of exactly 0.
 */
export function advantagesEGrpo(
  columns: RunColumns,
  groups: GroupScores,
  rewards: Float64Array,
  { std, epsilon }: Stabiliser,
): Float64Array {
  const { length, group, verdict } = columns;
  const mean = groupMeans(columns, groups, rewards);
  const divisor = sumsOfSquares(columns, rewards, mean).map(
    (sum, g) => Math.sqrt(sum / degreesOfFreedom(groups.known[g] ?? 0, std)) + epsilon,
  );
  const advantages = new Float64Array(length);
  for (let at = 0; at < length; at += 1) {
    const g = group[at] ?? 0;
    const distance = (rewards[at] ?? 0) - (mean[g] ?? 0);
    if (verdict[at] === UNKNOWN || (groups.known[g] ?? 0) < 2) advantages[at] = Number.NaN;
    else if (groups.zeroAdvantageEGrpo[g] === 1 || Math.abs(distance) <= EQUAL_WITHIN) advantages[at] = 0;
    else advantages[at] = distance / (divisor[g] ?? 1);
  }
  return advantages;
}

/** Per group, the squared distances of its known rewards from their mean, added up. */
function sumsOfSquares(columns: RunColumns, rewards: Float64Array, mean: Float64Array): Float64Array {
  const { length, group, verdict } = columns;
  const squares = new Float64Array(mean.length);
  for (let at = 0; at < length; at += 1) {
    if (verdict[at] === UNKNOWN) continue;
    const g = group[at] ?? 0;
    const distance = (rewards[at] ?? 0) - (mean[g] ?? 0);
    squares[g] = (squares[g] ?? 0) + distance * distance;
  }
  return squares;
}

function groupMeans(columns: RunColumns, groups: GroupScores, rewards: Float64Array): Float64Array {
  const { length, group, verdict } = columns;
  const sums = new Float64Array(groups.length);
  for (let at = 0; at < length; at += 1) {
    if (verdict[at] === UNKNOWN) continue;
    const g = group[at] ?? 0;
    sums[g] = (sums[g] ?? 0) + (rewards[at] ?? 0);
  }
  return sums.map((sum, g) => sum / (groups.known[g] ?? 0));
}
