'use client';

import { useQueryStates } from 'nuqs';
import { useCallback, useTransition } from 'react';
import type { ChosenSides } from '@/lib/core/compare-runs/change-sides';
import { compareParsers } from './compare-parsers';

const { runs, baseline } = compareParsers;

/** The sides in the address, and how to change them; the rest of the address stays, and the page is read anew. */
export function useSides() {
  const [isPending, startTransition] = useTransition();
  const [sides, setSides] = useQueryStates(
    { runs, baseline },
    { shallow: false, history: 'push', scroll: false, startTransition },
  );
  return { sides, isPending, setSides: useCallback((next: ChosenSides) => void setSides(next), [setSides]) };
}
