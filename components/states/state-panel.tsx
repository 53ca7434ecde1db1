import type { ReactNode } from 'react';
import styles from './state-panel.module.css';

interface StatePanelProps {
  readonly kind: 'empty' | 'error' | 'filtered';
  readonly title: string;
  /** What to do next. */
  readonly children?: ReactNode;
  /** Rank of the title among the page's headings. */
  readonly level?: 1 | 2 | 3;
}

/** Says why there is nothing to show here, and what to do about it. */
export function StatePanel({ kind, title, children, level = 2 }: StatePanelProps) {
  const Heading = `h${level}` as const;
  return (
    <div className={styles.panel} data-kind={kind} role={kind === 'error' ? 'alert' : undefined}>
      <Heading>{title}</Heading>
      <div className={styles.advice}>{children}</div>
    </div>
  );
}
