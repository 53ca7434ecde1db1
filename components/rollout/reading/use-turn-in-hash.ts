'use client';

import { useEffect } from 'react';
import { turnHref } from '@/components/rollout/reading-address';
import { nearestTurn } from './outline';
import { useReader } from './reader-context';
import type { Reader } from './reader';
import { placeInState, stateWithPlace, type ReadingPlace } from './reading-place';

/** The router may write a hash twice when it goes back to a page it knows. */
const TURN_HASH = /^#turn-(\d{1,9})(?:#|$)/;
/** The address follows the reader once the page has come to rest. */
const REST_MS = 250;

function turnInHash(): number | null {
  const digits = TURN_HASH.exec(location.hash)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Goes to the place that the entry of the browser's history remembers, where it is one of the turn it names. */
function showPlaceOfEntry(reader: Reader): boolean {
  const place = placeInState(history.state);
  const hash = turnInHash();
  if (place === null || place.turn !== (hash ?? reader.state().currentTurn)) return false;
  reader.show({ kind: 'place', turn: place.turn, place, focus: hash !== null });
  return true;
}

/**
 * The list finds the way back itself: the browser would restore a distance from the top, which is another place where
 * turns that are not drawn have other heights. An entry of the history keeps this setting, and one made from it begins with it.
 */
function useOwnScroll(): void {
  useEffect(() => {
    history.scrollRestoration = 'manual';
    return () => {
      history.scrollRestoration = 'auto';
    };
  }, []);
}

/** Keeps turn and place in the entry of the browser's history, once at rest or before a key or a click may leave the page. */
function useWrittenPlace(placeNow: () => ReadingPlace | null): void {
  const reader = useReader();
  useEffect(() => {
    const { pathname } = location;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let written = turnInHash() ?? reader.state().currentTurn;
    const write = () => {
      timer = undefined;
      // On the way to another page the address is that page's already.
      if (location.pathname !== pathname) return;
      const { currentTurn } = reader.state();
      const state = stateWithPlace(history.state, placeNow());
      if (currentTurn === written) history.replaceState(state, '');
      else history.replaceState(state, '', turnHref(`${pathname}${location.search}`, currentTurn));
      written = currentTurn;
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(write, REST_MS);
    };
    const now = (event: Event) => {
      // Browsers refuse an address that is written a hundred times in a few seconds, as a key that is held would.
      if (timer === undefined || (event instanceof KeyboardEvent && event.repeat)) return;
      clearTimeout(timer);
      write();
    };
    const stop = reader.subscribe(later);
    addEventListener('scroll', later, { passive: true });
    for (const type of ['keydown', 'pointerdown', 'pagehide']) addEventListener(type, now, { capture: true });
    return () => {
      clearTimeout(timer);
      stop();
      removeEventListener('scroll', later);
      for (const type of ['keydown', 'pointerdown', 'pagehide']) removeEventListener(type, now, { capture: true });
    };
  }, [placeNow, reader]);
}

/**
 * Goes to the turn that the address names, now and whenever it changes, and keeps the turn that is read in the address, so
 * that a reload, a copied address and the way back lead to it.
 *
 * @param placeNow says the place that is read; null while the list is on its way to one
 */
export function useTurnInHash(placeNow: () => ReadingPlace | null): void {
  const reader = useReader();
  useOwnScroll();
  useEffect(() => {
    const follow = () => {
      const turn = turnInHash();
      if (showPlaceOfEntry(reader) || turn === null) return;
      reader.show({ kind: 'turn', turn: nearestTurn(reader.outline.turns, turn) });
    };
    const { currentTurn } = reader.state();
    // The list comes back from the record of the same rollout, or the address names the turn as a parameter only.
    const isBack = turnInHash() === null && currentTurn !== (reader.outline.turns[0] ?? 0);
    if (isBack && placeInState(history.state) === null) reader.show({ kind: 'turn', turn: currentTurn });
    else follow();
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [reader]);
  useWrittenPlace(placeNow);
}
