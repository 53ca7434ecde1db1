'use client';

import { useEffect, useState, type RefObject } from 'react';

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

/** False until the element is near the viewport; elements that come near together become true one after another. */
export function useNearViewport(element: RefObject<Element | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    return whenNearViewport(current, () => inOwnTask(() => setNear(true)));
  }, [element]);
  return near;
}
