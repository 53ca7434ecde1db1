import type { ReactNode } from 'react';
import styles from './scroll-frame.module.css';

interface ScrollFrameProps {
  /** Names the region, since a scrolling region takes the focus. */
  readonly label: string;
  readonly busy?: boolean | undefined;
  /** Whether the frame is as high as what stands in it, so that only the page scrolls downwards. */
  readonly isWholeHeight?: boolean;
  readonly children: ReactNode;
}

/** A frame in which something wide scrolls by mouse, touch and keyboard, so that the page itself never does sideways. */
export function ScrollFrame({ label, busy, isWholeHeight = false, children }: ScrollFrameProps) {
  return (
    <div
      className={styles.frame}
      data-whole={isWholeHeight || undefined}
      data-print="whole"
      role="region"
      aria-label={label}
      aria-busy={busy}
      tabIndex={0}
    >
      {children}
    </div>
  );
}
