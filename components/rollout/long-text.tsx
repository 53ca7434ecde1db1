'use client';

import { useState } from 'react';
import styles from './long-text.module.css';
import { VisibleText } from './visible-controls';

/** Longer texts show their beginning first. */
const LONGEST_SHOWN = 320;

/** A text of a log; a long one is cut until it is asked for in full. */
export function LongText({ text }: { readonly text: string }) {
  const [open, setOpen] = useState(false);
  if (text.length <= LONGEST_SHOWN) return <VisibleText text={text} />;
  return (
    <>
      <span className={open ? undefined : styles.clamped}>
        <VisibleText text={text} />
      </span>
      <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Show less' : 'Show all'}
      </button>
    </>
  );
}
