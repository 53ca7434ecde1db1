'use client';

import { useEffect } from 'react';
import { isTyping } from '@/components/shell/keyboard';
import { useReader } from './reader-context';

/** The keys that move inside a rollout. */
export function ReadingKeys() {
  const reader = useReader();
  useEffect(() => {
    const actions: Readonly<Record<string, () => void>> = {
      j: () => reader.stepTurn(1),
      k: () => reader.stepTurn(-1),
      e: () => reader.stepMention(null, 1),
      E: () => reader.stepMention(null, -1),
    };
    const onKey = (event: KeyboardEvent) => {
      const action = actions[event.key];
      if (action === undefined || isTyping(event)) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [reader]);
  return null;
}
