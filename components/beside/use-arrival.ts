import { useCallback, useEffect, useRef } from 'react';
import { foldHiding, indexOfKey, type BesideItem } from './beside-items';

interface Arrival {
  readonly items: readonly BesideItem[];
  /** The list knows where it stands on the page. */
  readonly isReady: boolean;
  readonly arriveAt: (index: number) => void;
  /** Opens a fold. */
  readonly toggle: (key: string) => void;
}

/** Goes to the turn that the address names, when the page opens and when it changes; else to the first divergence. */
export function useArrival({ items, isReady, arriveAt, toggle }: Arrival): void {
  const arrived = useRef(false);
  /** A turn inside a fold that is being opened. */
  const wanted = useRef<string | null>(null);
  const goToKey = useCallback(
    (key: string) => {
      const index = indexOfKey(items, key);
      const fold = index === -1 ? foldHiding(key, items) : null;
      wanted.current = null;
      if (index !== -1) arriveAt(index);
      else if (fold !== null) {
        wanted.current = key;
        toggle(fold);
      }
    },
    [items, arriveAt, toggle],
  );
  useEffect(() => {
    if (!isReady || arrived.current) return;
    arrived.current = true;
    const first = items.find((item) => item.kind === 'turns' && item.divergence === 'first');
    const key = location.hash === '' ? first?.key : location.hash.slice(1);
    if (key !== undefined) goToKey(key);
  }, [isReady, items, goToKey]);
  useEffect(() => {
    if (wanted.current !== null) goToKey(wanted.current);
  }, [goToKey]);
  useEffect(() => {
    const onHash = () => goToKey(location.hash.slice(1));
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, [goToKey]);
}
