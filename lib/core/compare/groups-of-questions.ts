import { ABSENT } from '@/lib/core/rewards/run-columns';

/** Step and question of each group of a run, by group number. */
export interface StepsOfGroups {
  /** ABSENT where the log has no steps. */
  readonly stepOfGroup: Int32Array;
  readonly questionOfGroup: Int32Array;
}

/** Numbers of the groups of some questions of a run, by step and then number; those without a step first. */
export function groupsOfQuestions(
  { stepOfGroup, questionOfGroup }: StepsOfGroups,
  questionNumbers: readonly number[],
): readonly number[] {
  const wanted = new Set(questionNumbers);
  const found: number[] = [];
  questionOfGroup.forEach((question, group) => {
    if (wanted.has(question)) found.push(group);
  });
  const stepOf = (group: number): number => stepOfGroup[group] ?? ABSENT;
  return found.sort((a, b) => stepOf(a) - stepOf(b) || a - b);
}
