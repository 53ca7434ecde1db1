'use client';

import { useEffect, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';

type Callback = () => void;

const MARGIN = '600px 0px';
const waiting = new Map<Element, Callback>();
let observer: IntersectionObserver | null = null;

function sharedObserver(): IntersectionObserver {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        const callback = waiting.get(entry.target);
        waiting.delete(entry.target);
        observer?.unobserve(entry.target);
        callback?.();
      }
    },
    { rootMargin: MARGIN },
  );
  return observer;
}

/** Calls back once, when the element comes within a screen or so of what is seen. Returns how to stop waiting. */
export function whenNearViewport(element: Element, callback: Callback): () => void {
  waiting.set(element, callback);
  sharedObserver().observe(element);
  return () => {
    waiting.delete(element);
    sharedObserver().unobserve(element);
  };
}

const queue: Callback[] = [];

function runQueue(): void {
  const next = queue.shift();
  if (next === undefined) return;
  next();
  if (queue.length > 0) setTimeout(runQueue, 0);
}

/** Runs callbacks one at a time, each in a task of its own, so that several costly ones never add up to a long one. */
function inOwnTask(callback: Callback): void {
  queue.push(callback);
  if (queue.length === 1) setTimeout(runQueue, 0);
}

/** Draws what waits before the page is printed, which lays it out right after. Returns how to stop. */
export function beforePrint(draw: Callback): () => void {
  const drawNow = (): void => flushSync(draw);
  window.addEventListener('beforeprint', drawNow);
  return () => window.removeEventListener('beforeprint', drawNow);
}

/** Time after which what is still far from the viewport gets its turn too, for whoever searches or tabs through the page. */
const FAR_DELAY_MS = 700;

/**
 * False at first; true once the element is near the viewport, and a little later also where it is not. Elements become
 * true one after another, those near the viewport first; all at once before the page is printed.
 */
export function useTurnToDraw(element: RefObject<Element | null>): boolean {
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const draw = () => inOwnTask(() => setDrawn(true));
    const stopWaiting = whenNearViewport(current, draw);
    const timer = setTimeout(draw, FAR_DELAY_MS);
    const stopPrinting = beforePrint(() => setDrawn(true));
    return () => {
      stopWaiting();
      stopPrinting();
      clearTimeout(timer);
    };
  }, [element]);
  return drawn;
}
