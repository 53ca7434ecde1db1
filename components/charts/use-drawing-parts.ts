'use client';

import { useEffect, useState } from 'react';
import type * as drawingParts from './drawing-parts';

/** What a chart is drawn with. */
export type DrawingParts = typeof drawingParts;

/** `loading` until it is asked for and there; `failed` where the server no longer has it, as after an update. */
type Loaded = DrawingParts | 'loading' | 'failed';

let known: DrawingParts | null = null;

/**
 * What charts are drawn with, loaded once for all of a page.
 *
 * @param isWanted nothing is loaded before
 */
export function useDrawingParts(isWanted: boolean): Loaded {
  const [loaded, setLoaded] = useState<Loaded>('loading');
  useEffect(() => {
    if (!isWanted || known !== null) return undefined;
    let isGone = false;
    const settle = (parts: Loaded) => {
      if (!isGone) setLoaded(parts);
    };
    import('./drawing-parts').then(
      (parts) => {
        known = parts;
        settle(parts);
      },
      () => settle('failed'),
    );
    return () => {
      isGone = true;
    };
  }, [isWanted]);
  return isWanted && known !== null ? known : loaded;
}
