import type { ComparedOver } from '@/lib/core/compare-runs/compared-over';
import { positionsOfQuestions } from '@/lib/core/compare-runs/restrict-run';
import { sideFilter, type SideFilter } from '@/lib/core/compare-runs/side-filter';

import type { LoadedSide, LoadedSides } from './load-sides';
import { questionsInSplit, sharedInSplit } from './splits-of-sides';

/** Which rollouts of each side something is computed over. */
export interface ComparedChoice {
  readonly over: ComparedOver;
  /** Only those of questions of this split; empty for all. */
  readonly split: string;
}

/** The rollouts of a side that something is computed over. */
export interface ComparedRollouts {
  /** Positions in the columns of its run, ascending. */
  readonly positions: Int32Array;
  /** The same rollouts as a filter of the run. */
  readonly filter: SideFilter;
}

/** The rollouts of each side: all of them or those of the questions that all sides share, of all splits or of one. */
export async function comparedRollouts(
  loaded: LoadedSides,
  choice: ComparedChoice,
): Promise<readonly ComparedRollouts[]> {
  const questions = await chosenQuestions(loaded, choice);
  return loaded.sides.map((side, at) =>
    rolloutsOf(side, questions === null ? null : (questions[at] ?? new Int32Array())),
  );
}

/** For each side the numbers of its questions that are chosen; null for all. */
async function chosenQuestions(
  loaded: LoadedSides,
  { over, split }: ComparedChoice,
): Promise<readonly Int32Array[] | null> {
  if (over === 'all') return split === '' ? null : questionsInSplit(loaded, split);
  const places = await sharedInSplit(loaded, split);
  return loaded.shared.map((numbers) => places.map((place) => numbers[place] ?? 0));
}

function rolloutsOf({ name, positions, loaded }: LoadedSide, questions: Int32Array | null): ComparedRollouts {
  const { columns } = loaded.scored;
  return {
    positions: questions === null ? positions : positionsOfQuestions(columns, positions, questions),
    filter: sideFilter(columns, { steps: name.steps, positions }, questions),
  };
}

/** Names the choice, for caches of what is derived from it. */
export function choiceKey({ over, split }: ComparedChoice): string {
  return `${over} ${split}`;
}
