'use client';

import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { whenIdle } from '@/components/browser/idle-queue';
import styles from './markdown-text.module.css';
import type { MarkLook } from './marked-text';
import type { TextMarks } from './text-marks';
import { useMarkdown } from './use-markdown';

interface MarkdownTextProps {
  readonly text: string;
  readonly marks: TextMarks;
  readonly look: MarkLook;
  /** Shown until markdown is laid out, and where a text cannot be. */
  readonly plain: ReactNode;
}

interface LaidOut {
  /** What it was laid out with: older ones are not shown. */
  readonly marks: TextMarks;
  readonly node: ReactNode;
}

/** Shorter texts are laid out at once; a longer one takes some milliseconds, and a page may show many. */
const AT_ONCE = 1500;

/** A text with its markdown laid out; a long one is plain until the browser is idle, so that scrolling never waits. */
export function MarkdownText({ text, marks, look, plain }: MarkdownTextProps) {
  const render = useMarkdown();
  const [later, setLater] = useState<LaidOut | null>(null);
  const isShort = text.length <= AT_ONCE;
  const atOnce = useMemo(
    () => (render === null || !isShort ? null : render(text, marks, look)),
    [render, isShort, text, marks, look],
  );
  useEffect(() => {
    if (render === null || isShort) return undefined;
    return whenIdle(() => setLater({ marks, node: render(text, marks, look) }));
  }, [render, isShort, text, marks, look]);
  const laidOut = isShort ? atOnce : later?.marks === marks ? later.node : null;
  if (laidOut === null) return plain;
  return (
    <div className={styles.markdown} dir="auto">
      {laidOut}
    </div>
  );
}
