import type { ComparePlace } from './compare-place';

/** The side that is set against a baseline where the URL does not say. */
function defaultAgainst(baseline: number): number {
  return baseline === 0 ? 1 : 0;
}

/** The side that is set against the baseline: the one that the URL names, where there is one and it is another side. */
export function againstOf(chosen: number | null, { runs, baseline }: Pick<ComparePlace, 'runs' | 'baseline'>): number {
  const sides = runs.split(',').length;
  const isOther = chosen !== null && chosen >= 0 && chosen < sides && chosen !== baseline;
  return isOther ? chosen : defaultAgainst(baseline);
}

/** How the URL names it; empty where it need not. */
export function againstParameter(against: number, { baseline }: Pick<ComparePlace, 'baseline'>): string {
  return against === defaultAgainst(baseline) ? '' : String(against);
}
