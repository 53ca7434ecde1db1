import type { StepChoice } from './side-name';

/**
 * The filter (`lib/core/filter`) that selects a side's rollouts in its run; empty for all.
 *
 * @param largestStep of the run; null where no rollout has a step
 * @example sideFilter({ kind: 'range', first: 10, last: null }, 40) // 'step:>=10'
 */
export function sideFilter(steps: StepChoice, largestStep: number | null): string {
  switch (steps.kind) {
    case 'all':
      return '';
    case 'last':
      return largestStep === null ? '' : `step:${largestStep}`;
    case 'range': {
      const { first, last } = steps;
      if (first === null) return last === null ? '' : `step:<=${last}`;
      if (last === null) return `step:>=${first}`;
      return first === last ? `step:${first}` : `step:${first}..${last}`;
    }
  }
}
