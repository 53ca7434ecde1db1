import type { TransitionsAnswer } from '@/lib/api/schemas/compare-questions';
import { countTransitions } from '@/lib/core/compare-runs/outcome-transitions';
import { toolCallSaving } from '@/lib/core/compare-runs/tool-call-saving';

import { loadPair, pairFacts, type PairRequest, type PairSide } from './compared-pair';

/**
 * How the outcomes of shared questions moved from the baseline to another side.
 *
 * @throws ApiError as `loadPair`
 */
export async function readTransitions(request: PairRequest): Promise<TransitionsAnswer> {
  const pair = await loadPair(request);
  const { baseline, against, selected } = pair;
  const rolloutsOf = ({ outcomes }: PairSide): number =>
    selected.reduce((sum, place) => sum + (outcomes.rollouts[place] ?? 0), 0);
  const { moves, outcomes, cells } = countTransitions(baseline.outcomes, against.outcomes, selected);
  return {
    ...pairFacts(pair, request),
    rollouts: { baseline: rolloutsOf(baseline), against: rolloutsOf(against) },
    moves,
    outcomes: [...outcomes],
    cells: [...cells],
    toolCallsBothSolve: toolCallSaving(baseline.outcomes, against.outcomes, selected),
  };
}
