import { ABSENT, type RunColumns } from '@/lib/core/rewards/run-columns';

export interface GroupAtStep {
  readonly group: number;
  /** ABSENT where the log has no steps. */
  readonly step: number;
}

/**
 * The groups of some questions on a side, by question number; the latest step first, then the highest number.
 *
 * @param positions rollouts of the side
 */
export function groupsOnSide(
  { question, group, step }: RunColumns,
  positions: Int32Array,
  questions: readonly number[],
): ReadonlyMap<number, readonly GroupAtStep[]> {
  const found = new Map(questions.map((number) => [number, new Map<number, number>()]));
  for (const position of positions) {
    found.get(question[position] ?? -1)?.set(group[position] ?? 0, step[position] ?? ABSENT);
  }
  return new Map(
    [...found].map(([number, steps]) => [
      number,
      [...steps]
        .map(([at, stepOfGroup]): GroupAtStep => ({ group: at, step: stepOfGroup }))
        .sort((left, right) => right.step - left.step || right.group - left.group),
    ]),
  );
}
