import { ABSENT, type RunColumns } from '@/lib/core/rewards/run-columns';

import type { ComparedSideFacts } from './comparison';
import type { MatchedQuestion, QuestionClass } from './match-questions';

/** Numbers of a side, and of all sides together, by how their questions match. */
export type QuestionCounts = Readonly<Record<QuestionClass, number>>;

/** Counts the questions of a comparison by class. With a side, those of its questions: an ambiguous one may be several. */
export function countQuestions(questions: readonly MatchedQuestion[], side?: number): QuestionCounts {
  const counts = { shared: 0, partly: 0, unmatched: 0, ambiguous: 0 };
  for (const question of questions) {
    counts[question.class] += side === undefined ? 1 : (question.numbers[side]?.length ?? 0);
  }
  return counts;
}

/** What stands on a side, counted over its rollouts. */
export function countSide(
  columns: RunColumns,
  positions: Int32Array,
  shared: Int32Array,
): Pick<ComparedSideFacts, 'rollouts' | 'groups' | 'groupSize' | 'stepCount' | 'rolloutsShared'> {
  const isShared = new Uint8Array(columns.questionCount);
  for (const number of shared) isShared[number] = 1;
  const sizes = new Int32Array(columns.groupCount);
  const steps = new Set<number>();
  let rolloutsShared = 0;
  for (let at = 0; at < positions.length; at += 1) {
    const position = positions[at] ?? 0;
    const group = columns.group[position] ?? 0;
    sizes[group] = (sizes[group] ?? 0) + 1;
    const step = columns.step[position] ?? ABSENT;
    if (step !== ABSENT) steps.add(step);
    rolloutsShared += isShared[columns.question[position] ?? 0] ?? 0;
  }
  const ascending = sizes.filter((size) => size > 0).sort();
  return {
    rollouts: positions.length,
    groups: ascending.length,
    groupSize: spreadOf(ascending),
    stepCount: steps.size,
    rolloutsShared,
  };
}

function spreadOf(ascending: Int32Array): ComparedSideFacts['groupSize'] {
  const smallest = ascending[0];
  const largest = ascending.at(-1);
  // The lower of the two in the middle, so that it is a size that occurs.
  const median = ascending[Math.ceil(ascending.length / 2) - 1];
  return smallest === undefined || largest === undefined || median === undefined ? null : { smallest, median, largest };
}
