import type { ComparedSideFacts } from './comparison';

type Labelled = Pick<ComparedSideFacts, 'run' | 'steps'>;

function stepsLabel({ steps }: Labelled): string {
  if (steps === null) return '';
  return steps === 'last' ? ', last step' : `, ${steps.includes('..') ? 'steps' : 'step'} ${steps}`;
}

/** How a side is called on pages and in exports: its run, and the steps where not all are compared. */
export function sideLabel(side: Labelled): string {
  return `${side.run.name}${stepsLabel(side)}`;
}

/**
 * The label where room is short: the name of the run is cut, between code points, and the steps stay, since sides of
 * one run differ in nothing else. At least one character of the name stays, even where that is longer.
 *
 * @param longest characters there is room for
 */
export function shortSideLabel(side: Labelled, longest: number): string {
  const label = sideLabel(side);
  if (label.length <= longest) return label;
  const steps = stepsLabel(side);
  const start = side.run.name.slice(0, Math.max(1, longest - 1 - steps.length)).replace(/[\uD800-\uDBFF]$/, '');
  return start === side.run.name ? label : `${start}…${steps}`;
}
