'use client';

import { createContext, use, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { Outline } from './outline';
import { Reader, type LoadSpan, type ReaderState } from './reader';
import { TurnStore, type LoadedTurn, type LoadTurns, type TurnState } from './turn-store';

const ReaderContext = createContext<Reader | null>(null);

interface ReaderProviderProps {
  readonly outline: Outline;
  readonly trails: readonly (readonly number[])[];
  readonly firstTurns: readonly LoadedTurn[];
  /** Where reading begins; null for the first turn. */
  readonly startTurn: number | null;
  readonly loadTurns: LoadTurns;
  readonly loadSpan: LoadSpan;
  readonly children: ReactNode;
}

/** Makes one reader of a rollout for all that stands inside. Give it a key that changes with the rollout. */
export function ReaderProvider({ firstTurns, loadTurns, children, ...setup }: ReaderProviderProps) {
  const [reader] = useState(() => {
    const store = new TurnStore(setup.outline.turns, firstTurns, loadTurns);
    return new Reader({ ...setup, store });
  });
  return <ReaderContext value={reader}>{children}</ReaderContext>;
}

export function useReader(): Reader {
  const reader = use(ReaderContext);
  if (reader === null) throw new Error('a ReaderProvider is missing above');
  return reader;
}

/** A part of the reader's state; `select` picks something that stays the same object while it does not change. */
export function useReaderState<Picked>(select: (state: ReaderState) => Picked): Picked {
  const reader = useReader();
  const read = (): Picked => select(reader.state());
  return useSyncExternalStore(reader.subscribe, read, read);
}

export function useTurnState(turn: number): TurnState {
  const { store } = useReader();
  const read = (): TurnState => store.stateOf(turn);
  return useSyncExternalStore(store.subscribe, read, read);
}

/** What somebody does to scroll. */
const SCROLL_KEYS: ReadonlySet<string> = new Set(['PageDown', 'PageUp', 'Home', 'End', ' ', 'ArrowDown', 'ArrowUp']);

/** Lets go of the place the reader was sent to as soon as somebody scrolls by wheel, finger, key or scroll bar. */
export function useReleaseOnScroll(): void {
  const reader = useReader();
  useEffect(() => {
    const release = () => reader.release();
    const onKey = (event: KeyboardEvent) => {
      const isInField = event.target instanceof HTMLElement && event.target.closest('input, textarea') !== null;
      if (SCROLL_KEYS.has(event.key) && !isInField) release();
    };
    const onPointer = (event: PointerEvent) => {
      // A press outside of all elements is one on the scroll bar.
      if (event.target === document.documentElement) release();
    };
    addEventListener('wheel', release, { passive: true });
    addEventListener('touchmove', release, { passive: true });
    addEventListener('pointerdown', onPointer);
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('wheel', release);
      removeEventListener('touchmove', release);
      removeEventListener('pointerdown', onPointer);
      removeEventListener('keydown', onKey);
    };
  }, [reader]);
}
