import { ABSENT, type RunColumns } from '@/lib/core/rewards/run-columns';

import type { StepChoice } from './side-name';

/**
 * Positions of the rollouts at the chosen steps, ascending. `last` is the largest step of the run; a run without
 * steps has none at any step but all.
 */
export function positionsAtSteps({ length, step }: RunColumns, choice: StepChoice): Int32Array {
  const [first, last] = choice.kind === 'all' ? [0, Infinity] : boundsOf(step, choice);
  const positions = new Int32Array(length);
  let count = 0;
  for (let position = 0; position < length; position += 1) {
    const at = step[position] ?? ABSENT;
    const isChosen = choice.kind === 'all' || (at !== ABSENT && at >= first && at <= last);
    if (isChosen) positions[count++] = position;
  }
  return positions.subarray(0, count);
}

function boundsOf(step: Int32Array, choice: Exclude<StepChoice, { kind: 'all' }>): readonly [number, number] {
  if (choice.kind === 'range') return [choice.first ?? 0, choice.last ?? Infinity];
  let largest = ABSENT;
  for (const at of step) if (at > largest) largest = at;
  return [largest, largest];
}
