'use client';

import { useEffect, useState } from 'react';
import styles from './copy-button.module.css';
import { copyText } from './copy-text';

interface CopyButtonProps {
  readonly text: string | (() => string);
  readonly label: string;
  /** What it copies, for those who cannot see where it stands; goes on from the label. */
  readonly of?: string;
}

const SAID_MS = 1500;

/** Copies a text and says that it did. */
export function CopyButton({ text, label, of }: CopyButtonProps) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return undefined;
    const timer = setTimeout(() => setSaid(''), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async () => {
    const copied = await copyText(typeof text === 'string' ? text : text());
    setSaid(copied ? 'Copied' : 'Not copied');
  };
  return (
    <button type="button" className={styles.copy} onClick={() => void copy()}>
      {said === '' ? label : <span role="status">{said}</span>}
      {of === undefined ? null : <span className="visually-hidden"> {of}</span>}
    </button>
  );
}
