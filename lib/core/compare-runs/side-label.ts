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
 * The label where room is short: the name of the run is cut in its middle, between code points, since names of one
 * family differ at their ends; the steps stay, since sides of one run differ in nothing else. At least one character of
 * the name stays, even where that is longer.
 *
 * @param longest characters there is room for
 */
export function shortSideLabel(side: Labelled, longest: number): string {
  const label = sideLabel(side);
  if (label.length <= longest) return label;
  const steps = stepsLabel(side);
  const { name } = side.run;
  const room = Math.max(1, longest - 1 - steps.length);
  if (room >= name.length) return label;
  const start = name.slice(0, Math.ceil(room / 2)).replace(/[\uD800-\uDBFF]$/, '');
  const end = name.slice(name.length - Math.floor(room / 2)).replace(/^[\uDC00-\uDFFF]/, '');
  return `${start}…${end}${steps}`;
}
