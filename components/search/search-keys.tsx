'use client';

import { useEffect } from 'react';
import { isTyping } from '@/components/shell/keyboard';

interface SearchKeysProps {
  readonly isRunning: boolean;
  readonly onCancel: () => void;
}

/** What `j` and `k` step through: the hits that are drawn, and the button that draws more. */
const STOPS = '[data-hit], [data-more-hits]';

function step(offset: 1 | -1): void {
  const stops = [...document.querySelectorAll<HTMLElement>(STOPS)];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  const next = at === -1 ? stops[0] : stops[Math.min(stops.length - 1, Math.max(0, at + offset))];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
}

function isQueryBox(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.dataset['search'] !== undefined;
}

/** The keys of the search page: through the hits, and out of a search that runs. */
export function SearchKeys({ isRunning, onCancel }: SearchKeysProps) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const fromBox = isQueryBox(event.target);
      if (event.key === 'Escape' && document.querySelector('[role="dialog"]') === null) {
        if (isRunning) onCancel();
        else if (fromBox) event.target.blur();
        return;
      }
      const isDown = fromBox && event.key === 'ArrowDown' && !event.altKey;
      if (!isDown && (isTyping(event) || (event.key !== 'j' && event.key !== 'k'))) return;
      event.preventDefault();
      step(event.key === 'k' ? -1 : 1);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isRunning, onCancel]);
  return null;
}
