'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import styles from './mark-link.module.css';

interface MarkLinkProps {
  readonly href: string;
  /** What the mark stands for, with its numbers; shown on hover and focus. */
  readonly label: string;
  readonly children: ReactNode;
}

/** A mark of a chart that opens the rollouts behind it, by mouse and by keyboard. */
export function MarkLink({ href, label, children }: MarkLinkProps) {
  return (
    <Link href={href} prefetch={false} aria-label={label} data-tip={label} className={styles.mark}>
      {children}
    </Link>
  );
}
