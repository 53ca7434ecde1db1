import { ABSENT, type RunColumns } from '@/lib/core/rewards/run-columns';

import type { StepChoice } from './side-name';

/**
 * Positions of the rollouts at the chosen steps, ascending. `last` is the largest step of the run; a run without
 * steps has none at any step but all.
 */
export function positionsAtSteps({ length, step }: RunColumns, choice: StepChoice): Int32Array {
  if (choice.kind === 'all') return Int32Array.from({ length }, (_, position) => position);
  const [first, last] = boundsOf(step, choice);
  const positions: number[] = [];
  step.forEach((at, position) => {
    if (at !== ABSENT && at >= first && at <= last) positions.push(position);
  });
  return Int32Array.from(positions);
}

function boundsOf(step: Int32Array, choice: Exclude<StepChoice, { kind: 'all' }>): readonly [number, number] {
  if (choice.kind === 'range') return [choice.first ?? 0, choice.last ?? Infinity];
  let largest = ABSENT;
  for (const at of step) if (at > largest) largest = at;
  return [largest, largest];
}
