import type { ComparedSideFacts } from './comparison';

/** How a side is called on pages and in exports: its run, and the steps where not all are compared. */
export function sideLabel({ run, steps }: Pick<ComparedSideFacts, 'run' | 'steps'>): string {
  if (steps === null) return run.name;
  return steps === 'last'
    ? `${run.name}, last step`
    : `${run.name}, ${steps.includes('..') ? 'steps' : 'step'} ${steps}`;
}
