'use client';

import { useEffect, useMemo, useState } from 'react';
import {
  completeFilter,
  wordOption,
  type FilterCompletion,
  type FilterOption,
} from '@/lib/core/filter/complete-filter';
import type { LoadWords, RunWord } from './filter-words';

/** Typing goes on for about this long between two keys; the run is asked when it pauses. */
const PAUSE_MS = 120;

interface Loaded {
  readonly field: string;
  readonly prefix: string;
  readonly words: readonly RunWord[];
}

/** What can stand at the caret, with the words of the run where the field takes them. */
export interface Completion extends FilterCompletion {
  readonly isLoading: boolean;
}

/** @param caret where to complete; null while nothing is to be offered */
export function useCompletion(text: string, caret: number | null, loadWords: LoadWords): Completion | null {
  const known = useMemo(() => (caret === null ? null : completeFilter(text, caret)), [text, caret]);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const field = known?.wordsOf ?? null;
  const prefix = known?.prefix ?? '';

  useEffect(() => {
    if (field === null) return undefined;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      loadWords(field, prefix, controller.signal)
        .then((words) => setLoaded({ field, prefix, words }))
        // Without the words of the run the box still works; the list of pages says when the server is away.
        .catch(() => undefined);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [field, prefix, loadWords]);

  if (known === null) return null;
  const words = loaded !== null && loaded.field === field && field !== null ? loaded.words : [];
  const isCurrent = field === null || (loaded !== null && loaded.field === field && loaded.prefix === prefix);
  const fromRun: readonly FilterOption[] = words
    .filter(({ word }) => word.toLowerCase().includes(prefix.toLowerCase()))
    .map(({ word, means }) => wordOption(word, means));
  return { ...known, options: [...known.options, ...fromRun], isLoading: !isCurrent };
}
