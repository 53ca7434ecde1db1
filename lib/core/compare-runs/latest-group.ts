import { ABSENT, type RunColumns } from '@/lib/core/rewards/run-columns';

/** Where a question stands in its run, as a side has it. */
export interface LatestGroup {
  /** Its group at the latest step of the side; of several there, the one with the highest number. */
  readonly group: number;
  /** Its groups on the side. */
  readonly groups: number;
}

/**
 * The latest group of some questions on a side, by question number; questions without a rollout there are left out.
 *
 * @param positions rollouts of the side
 */
export function latestGroups(
  { question, group, step }: RunColumns,
  positions: Int32Array,
  questions: Iterable<number>,
): ReadonlyMap<number, LatestGroup> {
  const stepsOf = new Map([...questions].map((number) => [number, new Map<number, number>()]));
  for (const position of positions) {
    stepsOf.get(question[position] ?? -1)?.set(group[position] ?? 0, step[position] ?? ABSENT);
  }
  const latest = new Map<number, LatestGroup>();
  for (const [number, steps] of stepsOf) {
    const [first] = [...steps].sort(([left, atLeft], [right, atRight]) => atRight - atLeft || right - left);
    if (first !== undefined) latest.set(number, { group: first[0], groups: steps.size });
  }
  return latest;
}
