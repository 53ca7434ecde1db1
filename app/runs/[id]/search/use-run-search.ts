'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { searchEventSchema, type SearchEvent } from '@/lib/api/schemas/search';
import { readLines } from './read-lines';
import { readRefusal } from './read-refusal';
import { brokenOff, IDLE, STARTED, withEvents, withoutEnd, type SearchView } from './search-view';

/** New lines are drawn this often, so that a search that finds much leaves the page time for its reader. */
const DRAW_EVERY_MS = 120;

/** Reads a search to its end and hands on its lines, some at a time. */
async function readSearch(
  address: string,
  signal: AbortSignal,
  onChange: (change: (view: SearchView) => SearchView) => void,
): Promise<void> {
  const response = await fetch(address, { signal, cache: 'no-store' });
  if (!response.ok || response.body === null) {
    const refusal = await readRefusal(response);
    return onChange(() => ({ ...IDLE, status: 'refused', ...refusal }));
  }
  let waiting: SearchEvent[] = [];
  const draw = () => {
    const events = waiting;
    waiting = [];
    if (events.length > 0 && !signal.aborted) onChange((view) => withEvents(view, events));
  };
  const timer = setInterval(draw, DRAW_EVERY_MS);
  try {
    for await (const line of readLines(response.body)) waiting.push(searchEventSchema.parse(JSON.parse(line)));
  } finally {
    clearInterval(timer);
    draw();
  }
  onChange(withoutEnd);
}

/**
 * Runs the search at an address, anew whenever the address changes or `again` is called; an earlier one is ended, and its
 * server hears of it, since its connection closes.
 *
 * @param address null searches for nothing
 */
export function useRunSearch(address: string | null) {
  const [attempt, setAttempt] = useState(0);
  const key = `${attempt} ${address}`;
  const [state, setState] = useState({ key: '', view: IDLE });
  const running = useRef<AbortController | null>(null);

  /** What became of an earlier search is not built upon. */
  const change = useCallback(
    (next: (view: SearchView) => SearchView) =>
      setState((before) => ({ key, view: next(before.key === key ? before.view : STARTED) })),
    [key],
  );
  useEffect(() => {
    if (address === null) return undefined;
    const controller = new AbortController();
    running.current = controller;
    readSearch(address, controller.signal, change).catch((error: unknown) => {
      if (controller.signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      change((before) => brokenOff(before, 'failed', message));
    });
    return () => controller.abort();
  }, [address, change]);

  const cancel = useCallback(() => {
    running.current?.abort();
    change((before) => brokenOff(before, 'cancelled', null));
  }, [change]);
  const again = useCallback(() => setAttempt((before) => before + 1), []);
  const started = address === null ? IDLE : STARTED;
  return { view: state.key === key ? state.view : started, cancel, again };
}
