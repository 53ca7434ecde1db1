'use client';

import { useEffect } from 'react';
import { turnHref } from '@/components/rollout/reading-address';
import { nearestTurn } from './outline';
import { useReader } from './reader-context';

/** The router may write a hash twice when it goes back to a page it knows. */
const TURN_HASH = /^#turn-(\d{1,9})(?:#|$)/;
/** The address follows the reader once the page has come to rest. */
const REST_MS = 250;

function turnInHash(): number | null {
  const digits = TURN_HASH.exec(location.hash)?.[1];
  return digits === undefined ? null : Number(digits);
}

/**
 * Goes to the turn that the address names, now and whenever it changes, and keeps the turn that is read in the address, so
 * that a reload, a copied address and the way back lead to it.
 */
export function useTurnInHash(): void {
  const reader = useReader();
  useEffect(() => {
    const follow = () => {
      const turn = turnInHash();
      if (turn !== null) reader.show({ kind: 'turn', turn: nearestTurn(reader.outline.turns, turn) });
    };
    const { currentTurn } = reader.state();
    // The list comes back from the record of the same rollout, or the address names the turn as a parameter only.
    const isBack = turnInHash() === null && currentTurn !== (reader.outline.turns[0] ?? 0);
    if (isBack) reader.show({ kind: 'turn', turn: currentTurn });
    else follow();
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [reader]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let written = turnInHash() ?? reader.state().currentTurn;
    const write = () => {
      written = reader.state().currentTurn;
      history.replaceState(history.state, '', turnHref(`${location.pathname}${location.search}`, written));
    };
    const stop = reader.subscribe(() => {
      if (reader.state().currentTurn === written) return;
      clearTimeout(timer);
      timer = setTimeout(write, REST_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [reader]);
}
