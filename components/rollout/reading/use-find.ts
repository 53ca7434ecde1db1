'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { TextQuery } from '@/lib/core/rollout/find-text';
import type { HitPlace } from '@/components/rollout/reading-address';
import type { FoundPlace, Reader } from './reader';

/** A page of the places of a text: those from number `from` on, of `total`. */
export interface FoundPage {
  readonly total: number;
  readonly from: number;
  readonly places: readonly FoundPlace[];
}

/** Places from a number on, or from the first one in a turn, or at a hit, or behind it. */
export type FoundStart = { readonly from: number } | { readonly turn: number } | HitPlace;
export type RequestFound = (query: TextQuery, start: FoundStart, signal: AbortSignal) => Promise<FoundPage>;

interface FindState {
  readonly kind: 'idle' | 'looking' | 'found' | 'failed';
  /** What it is the state of. */
  readonly query: string;
  readonly total: number;
  /** Number of the place that is shown, from 0. */
  readonly at: number;
  readonly reason: string;
}

const IDLE: FindState = { kind: 'idle', query: '', total: 0, at: 0, reason: '' };
/** A query is sent when nothing was typed for so long. */
const TYPING_MS = 180;
/** Places that are asked for before the one that is shown when going backward. */
const PAGE_PLACES = 100;

/**
 * Looks for a text from the turn that is read on, and steps through its places round the end.
 *
 * @param hit where the first look begins; null begins it at the turn too
 */
export function useFind(
  reader: Reader,
  { text, matchCase, hit }: TextQuery & { readonly hit: HitPlace | null },
  request: RequestFound,
) {
  const query = text === '' ? '' : `${matchCase ? 'case' : 'any'} ${text}`;
  const [answered, setState] = useState<FindState>(IDLE);
  const page = useRef<FoundPage | null>(null);
  const asking = useRef<AbortController | null>(null);
  /** Number of the place that is gone to: keys come faster than answers. */
  const wanted = useRef(0);
  const firstHit = useRef(hit);

  const ask = useCallback(
    async (start: FoundStart, at: (found: FoundPage) => number) => {
      asking.current?.abort();
      const abort = new AbortController();
      asking.current = abort;
      try {
        const found = await request({ text, matchCase }, start, abort.signal);
        if (abort.signal.aborted) return;
        page.current = found;
        const number = at(found);
        wanted.current = number;
        setState({ kind: 'found', query, total: found.total, at: number, reason: '' });
        const place = found.places[number - found.from];
        if (place !== undefined) reader.showFound(place);
      } catch (error) {
        if (abort.signal.aborted) return;
        setState({ ...IDLE, kind: 'failed', query, reason: error instanceof Error ? error.message : 'no answer' });
      }
    },
    [matchCase, query, reader, request, text],
  );

  useEffect(() => {
    page.current = null;
    asking.current?.abort();
    if (text === '') {
      reader.look(null);
      return undefined;
    }
    const timer = setTimeout(() => {
      reader.look({ text, matchCase });
      const start = firstHit.current ?? { turn: reader.state().currentTurn };
      firstHit.current = null;
      void ask(start, ({ from }) => from);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [ask, matchCase, reader, text]);

  const step = useCallback(
    (offset: 1 | -1) => {
      const { current } = page;
      if (current === null || current.total === 0) return;
      const at = (wanted.current + offset + current.total) % current.total;
      wanted.current = at;
      const place = current.places[at - current.from];
      if (place === undefined) {
        const from = offset === 1 ? at : Math.max(0, at - PAGE_PLACES + 1);
        void ask({ from }, () => at);
        return;
      }
      setState((before) => ({ ...before, at }));
      reader.showFound(place);
    },
    [ask, reader],
  );
  const waiting: FindState = { ...IDLE, kind: query === '' ? 'idle' : 'looking' };
  return { state: answered.query === query ? answered : waiting, step };
}
