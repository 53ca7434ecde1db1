'use client';

import { useSyncExternalStore } from 'react';

/** `loading` until it is asked for and there; `failed` where the server no longer has it, as after an update. */
type Loaded<Parts> = Parts | 'loading' | 'failed';

/** What a drawing is made with, loaded once for all of a page when the first drawing has its turn. */
export interface LateParts<Parts extends object> {
  /** Asks for the parts, and tells the listener when they are there or cannot be loaded. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly read: () => Loaded<Parts>;
}

/**
 * A store outside of the charts: parts that arrive between a chart's drawing and its effects are not missed. After a
 * failure the next chart that is drawn asks again.
 *
 * @param load an `import()` of the parts
 */
export function lateParts<Parts extends object>(load: () => Promise<Parts>): LateParts<Parts> {
  const listeners = new Set<() => void>();
  let loaded: Loaded<Parts> = 'loading';
  let isAsked = false;

  const settle = (to: Loaded<Parts>) => {
    loaded = to;
    for (const listener of listeners) listener();
  };
  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    load().then(settle, () => {
      isAsked = false;
      settle('failed');
    });
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      ask();
      return () => listeners.delete(listener);
    },
    read: () => loaded,
  };
}

const subscribeToNothing = () => () => undefined;
const readLoading = () => 'loading' as const;

/** @param isWanted nothing is loaded before */
export function useLateParts<Parts extends object>(parts: LateParts<Parts>, isWanted: boolean): Loaded<Parts> {
  return useSyncExternalStore<Loaded<Parts>>(
    isWanted ? parts.subscribe : subscribeToNothing,
    isWanted ? parts.read : readLoading,
    readLoading,
  );
}
