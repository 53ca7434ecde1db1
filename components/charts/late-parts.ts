'use client';

import { useSyncExternalStore } from 'react';
import type * as drawingParts from './drawing-parts';

/** What a chart is drawn with. */
export type DrawingParts = typeof drawingParts;

/** `loading` until it is asked for and there; `failed` where the server no longer has it, as after an update. */
type Loaded = DrawingParts | 'loading' | 'failed';

let loaded: Loaded = 'loading';
let isAsked = false;
const listeners = new Set<() => void>();

function settle(to: Loaded): void {
  loaded = to;
  for (const listener of listeners) listener();
}

function ask(): void {
  if (isAsked) return;
  isAsked = true;
  import('./drawing-parts').then(settle, () => {
    // The next chart asks again.
    isAsked = false;
    settle('failed');
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  ask();
  return () => listeners.delete(listener);
}

const subscribeToNothing = () => () => undefined;
const readLoaded = (): Loaded => loaded;
const readLoading = (): Loaded => 'loading';

/**
 * What charts are drawn with, loaded once for all of a page. A store outside of the charts: one that is asked for between
 * a chart's drawing and its effects is not missed.
 *
 * @param isWanted nothing is loaded before
 */
export function useDrawingParts(isWanted: boolean): Loaded {
  return useSyncExternalStore(
    isWanted ? subscribe : subscribeToNothing,
    isWanted ? readLoaded : readLoading,
    readLoading,
  );
}
