import type { ComparedOver } from '@/lib/core/compare-runs/compared-over';
import { positionsOfQuestions } from '@/lib/core/compare-runs/restrict-run';
import { sideFilter, type SideFilter } from '@/lib/core/compare-runs/side-filter';

import type { LoadedSides } from './load-sides';

/** The rollouts of a side that something is computed over. */
export interface ComparedRollouts {
  /** Positions in the columns of its run, ascending. */
  readonly positions: Int32Array;
  /** The same rollouts as a filter of the run. */
  readonly filter: SideFilter;
}

/** The rollouts of one side: all of them, or those of the questions that all sides share. */
export function comparedRollouts({ sides, shared }: LoadedSides, side: number, over: ComparedOver): ComparedRollouts {
  const loaded = sides[side];
  if (loaded === undefined) throw new RangeError(`side ${side} of ${sides.length}`);
  const { name, positions, loaded: run } = loaded;
  const { columns } = run.scored;
  const questions = over === 'shared' ? (shared[side] ?? new Int32Array()) : null;
  return {
    positions: questions === null ? positions : positionsOfQuestions(columns, positions, questions),
    filter: sideFilter(columns, { steps: name.steps, positions }, questions),
  };
}
