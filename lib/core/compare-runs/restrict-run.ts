import type { GroupScores } from '@/lib/core/rewards/group-scores';
import { ABSENT, type RunColumns } from '@/lib/core/rewards/run-columns';
import type { ScoredRun } from '@/lib/core/rewards/score-run';

/** The positions whose question is among some, in the order given. */
export function positionsOfQuestions(
  { question, questionCount }: RunColumns,
  positions: Int32Array,
  questions: Int32Array,
): Int32Array {
  const wanted = new Uint8Array(questionCount);
  for (const number of questions) wanted[number] = 1;
  return positions.filter((position) => wanted[question[position] ?? 0] === 1);
}

/**
 * Some rollouts of a scored run as a run of their own, for everything that is shaped from a run. Their match rates,
 * outcomes, rewards and advantages, and the scores of their groups, stay those of the whole groups: gamma-hat still
 * divides by the best of the full group. Questions keep their numbers; groups are numbered anew from 0 in their order,
 * and groups without a rollout among these are gone. Entry i is the rollout at `positions[i]`, no longer rollout i + 1.
 *
 * @param positions ascending, each once; all of them give the run itself
 */
export function restrictRun(scored: ScoredRun, positions: Int32Array): ScoredRun {
  const { columns } = scored;
  if (positions.length === columns.length) return scored;
  const groupNumbers = groupsAmong(columns, positions);
  return {
    definitions: scored.definitions,
    columns: restrictColumns(columns, positions, groupNumbers),
    matched: pickUint16(scored.matched, positions),
    matchRate: pickFloat64(scored.matchRate, positions),
    matchRateNormalised: pickFloat64(scored.matchRateNormalised, positions),
    outcome: pickUint8(scored.outcome, positions),
    rewardGrpo: pickFloat64(scored.rewardGrpo, positions),
    rewardEGrpo: pickFloat64(scored.rewardEGrpo, positions),
    advantageGrpo: pickFloat64(scored.advantageGrpo, positions),
    advantageEGrpo: pickFloat64(scored.advantageEGrpo, positions),
    groups: restrictGroups(scored.groups, groupNumbers),
  };
}

/** Numbers of the groups that have one of the rollouts, ascending. */
function groupsAmong({ group, groupCount }: RunColumns, positions: Int32Array): Int32Array {
  const present = new Uint8Array(groupCount);
  for (const position of positions) present[group[position] ?? 0] = 1;
  const numbers: number[] = [];
  present.forEach((flag, number) => {
    if (flag === 1) numbers.push(number);
  });
  return Int32Array.from(numbers);
}

function restrictColumns(columns: RunColumns, positions: Int32Array, groupNumbers: Int32Array): RunColumns {
  const newNumber = new Int32Array(columns.groupCount);
  groupNumbers.forEach((group, number) => {
    newNumber[group] = number;
  });
  return {
    length: positions.length,
    groupCount: groupNumbers.length,
    questionCount: columns.questionCount,
    group: positions.map((position) => newNumber[columns.group[position] ?? 0] ?? 0),
    question: pickInt32(columns.question, positions),
    step: pickInt32(columns.step, positions),
    rolloutIndex: pickInt32(columns.rolloutIndex, positions),
    verdict: pickUint8(columns.verdict, positions),
    toolCalls: pickInt32(columns.toolCalls, positions),
    turns: pickInt32(columns.turns, positions),
    tokens: pickInt32(columns.tokens, positions),
    rewardLogged: pickFloat64(columns.rewardLogged, positions),
    entityCount: pickUint16(columns.entityCount, positions),
    matched: columns.matched.map((column) => pickUint16(column, positions)),
  };
}

function restrictGroups(groups: GroupScores, numbers: Int32Array): GroupScores {
  return {
    length: numbers.length,
    size: pickInt32(groups.size, numbers),
    known: pickInt32(groups.known, numbers),
    correct: pickInt32(groups.correct, numbers),
    wrong: pickInt32(groups.wrong, numbers),
    error: pickInt32(groups.error, numbers),
    matchRateMax: pickFloat64(groups.matchRateMax, numbers),
    signalClass: pickUint8(groups.signalClass, numbers),
    zeroAdvantageGrpo: pickUint8(groups.zeroAdvantageGrpo, numbers),
    zeroAdvantageEGrpo: pickUint8(groups.zeroAdvantageEGrpo, numbers),
    stepOfGroup: pickInt32(groups.stepOfGroup, numbers),
    questionOfGroup: pickInt32(groups.questionOfGroup, numbers),
  };
}

/** Every column has an entry for each position, so that the fallbacks are never taken. */
function pickInt32(column: Int32Array, positions: Int32Array): Int32Array {
  return Int32Array.from(positions, (position) => column[position] ?? ABSENT);
}

function pickUint8(column: Uint8Array, positions: Int32Array): Uint8Array {
  return Uint8Array.from(positions, (position) => column[position] ?? 0);
}

function pickUint16(column: Uint16Array, positions: Int32Array): Uint16Array {
  return Uint16Array.from(positions, (position) => column[position] ?? 0);
}

function pickFloat64(column: Float64Array, positions: Int32Array): Float64Array {
  return Float64Array.from(positions, (position) => column[position] ?? Number.NaN);
}
