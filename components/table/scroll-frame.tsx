import type { ReactNode } from 'react';
import styles from './scroll-frame.module.css';

interface ScrollFrameProps {
  /** Names the region, since a scrolling region takes the focus. */
  readonly label: string;
  readonly busy?: boolean | undefined;
  readonly children: ReactNode;
}

/** A frame in which something wide scrolls by mouse, touch and keyboard, so that the page itself never does sideways. */
export function ScrollFrame({ label, busy, children }: ScrollFrameProps) {
  return (
    <div className={styles.frame} role="region" aria-label={label} aria-busy={busy} tabIndex={0}>
      {children}
    </div>
  );
}
