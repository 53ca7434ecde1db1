'use client';

import { useSyncExternalStore } from 'react';
import type { renderMarkdown } from './render-markdown';

type RenderMarkdown = typeof renderMarkdown;

let render: RenderMarkdown | null = null;
let isLoading = false;
const waiting = new Set<() => void>();

async function load(): Promise<void> {
  isLoading = true;
  try {
    ({ renderMarkdown: render } = await import('./render-markdown'));
    for (const tell of waiting) tell();
  } catch {
    // The server is gone for the moment: texts stay plain, and the next one that wants markdown asks again.
    isLoading = false;
  }
}

function subscribe(tell: () => void): () => void {
  waiting.add(tell);
  if (!isLoading) void load();
  return () => waiting.delete(tell);
}

/** What draws markdown, loaded once it is wanted; null until then, and texts are shown plain. */
export function useMarkdown(): RenderMarkdown | null {
  return useSyncExternalStore(
    subscribe,
    () => render,
    () => null,
  );
}
