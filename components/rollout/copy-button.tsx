'use client';

import { useState } from 'react';
import styles from './copy-button.module.css';

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for the button's name: `address`. */
  readonly what: string;
}

type State = 'ready' | 'copied' | 'refused';
const WORDS = { ready: 'Copy', copied: 'Copied', refused: 'Not allowed' } as const satisfies Record<State, string>;

/** Puts a text into the clipboard and says whether that went well. */
export function CopyButton({ text, what }: CopyButtonProps) {
  const [state, setState] = useState<State>('ready');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('refused');
    }
  };
  return (
    <button type="button" className={styles.copy} onClick={() => void copy()} onBlur={() => setState('ready')}>
      <span aria-live="polite">{WORDS[state]}</span>
      <span className="visually-hidden"> {what}</span>
    </button>
  );
}
