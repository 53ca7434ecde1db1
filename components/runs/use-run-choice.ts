'use client';

import { parseAsArrayOf, parseAsInteger, useQueryState } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { MOST_SIDES } from '@/lib/core/compare-runs/side-name';

/** Runs chosen for a comparison, in the order in which they were: the first is the baseline. */
export interface RunChoice {
  readonly chosen: readonly number[];
  readonly onChoose: (runId: number, chosen: boolean) => void;
}

/**
 * The choice of runs in the URL. Runs that are not on the page cannot be seen to be chosen, so they are not.
 *
 * @param chosenAtFirst what is chosen where the URL does not say
 */
export function useRunChoice(
  rows: readonly { readonly id: number }[],
  chosenAtFirst: readonly number[],
): RunChoice & { readonly onClear: () => void } {
  const [named, setNamed] = useQueryState('chosen', parseAsArrayOf(parseAsInteger));
  const chosen = useMemo(() => {
    const known = new Set(rows.map(({ id }) => id));
    return [...new Set(named ?? chosenAtFirst)].filter((id) => known.has(id)).slice(0, MOST_SIDES);
  }, [rows, named, chosenAtFirst]);
  const onChoose = useCallback(
    (runId: number, isChosen: boolean) => {
      const others = chosen.filter((id) => id !== runId);
      void setNamed(isChosen ? [...others, runId] : others);
    },
    [chosen, setNamed],
  );
  const onClear = useCallback(() => void setNamed([]), [setNamed]);
  return { chosen, onChoose, onClear };
}
