import type { AccuracyBin } from '@/lib/core/shape/accuracy-by-match-rate';

import type { RateSeparation, SidePanels } from './shape-panels';
import { joinFilters } from './side-filter';

/**
 * Panels whose marks lead to the rollouts of a side in the lists of its run.
 *
 * @param filter of the side (`sideFilter`); empty where it is the whole run
 */
export function filterPanels(panels: SidePanels, filter: string): SidePanels {
  if (filter === '') return panels;
  const narrow = (bins: readonly AccuracyBin[]): readonly AccuracyBin[] =>
    bins.map((bin) => ({ ...bin, filter: joinFilters(filter, bin.filter) }));
  return {
    ...panels,
    contrast: {
      ...panels.contrast,
      cells: panels.contrast.cells.map((cell) => ({
        ...cell,
        // Its questions are named there; those of the side would say the same at greater length.
        filter: cell.filter === null ? null : joinFilters(stepsOf(filter), cell.filter),
      })),
    },
    accuracyByRate: {
      matchRate: narrow(panels.accuracyByRate.matchRate),
      matchRateNormalised: narrow(panels.accuracyByRate.matchRateNormalised),
    },
    separation: filterSeparation(panels.separation, filter),
  };
}

/** The same for one distribution. */
export function filterSeparation(separation: RateSeparation, filter: string): RateSeparation {
  if (filter === '') return separation;
  const { distribution } = separation;
  return {
    ...separation,
    distribution: {
      ...distribution,
      bins: distribution.bins.map((bin) => ({
        ...bin,
        filterCorrect: joinFilters(filter, bin.filterCorrect),
        filterWrong: joinFilters(filter, bin.filterWrong),
      })),
    },
  };
}

/** The part of a side's filter that names its steps. */
function stepsOf(filter: string): string {
  return filter.split(' ').find((part) => part.startsWith('step:')) ?? '';
}
