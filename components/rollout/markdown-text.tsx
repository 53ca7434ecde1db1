'use client';

import { useMemo, type ReactNode } from 'react';
import styles from './markdown-text.module.css';
import type { MarkLook } from './marked-text';
import type { TextMarks } from './text-marks';
import { useMarkdown } from './use-markdown';

interface MarkdownTextProps {
  readonly text: string;
  readonly marks: TextMarks;
  readonly look: MarkLook;
  /** Shown until markdown is loaded, and where a text cannot be laid out. */
  readonly plain: ReactNode;
}

/** A text with its markdown laid out. */
export function MarkdownText({ text, marks, look, plain }: MarkdownTextProps) {
  const render = useMarkdown();
  const laidOut = useMemo(() => (render === null ? null : render(text, marks, look)), [render, text, marks, look]);
  if (laidOut === null) return plain;
  return (
    <div className={styles.markdown} dir="auto">
      {laidOut}
    </div>
  );
}
