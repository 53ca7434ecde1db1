import { useEffect } from 'react';
import { isTyping } from '@/components/shell/keyboard';

/** What each key does. Enter counts only where nothing that is focused would take it. */
export type BesideKeys = Readonly<Record<string, () => void>>;

function takesEnter(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('a, button, summary, input, select, textarea') !== null;
}

/** Listens for the keys of the page. */
export function useBesideKeys(keys: BesideKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const action = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
      if (action === undefined || isTyping(event)) return;
      if (event.key === 'Enter' && takesEnter(event.target)) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [keys]);
}
