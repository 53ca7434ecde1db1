import type { ReactNode } from 'react';
import styles from './tip.module.css';

interface TipProps {
  /** Shown on hover and focus, and read to screen readers after the content. Lines are parted by \n. */
  readonly text: string;
  readonly children: ReactNode;
  /** False inside long tables, where a stop at every cell would make the keyboard useless. */
  readonly focusable?: boolean;
  readonly underlined?: boolean;
}

/** A piece of text with an explanation one hover or one focus away. Renders on the server. */
export function Tip({ text, children, focusable = true, underlined = false }: TipProps) {
  return (
    <span
      data-tip={text}
      tabIndex={focusable ? 0 : undefined}
      role={focusable ? 'note' : undefined}
      className={underlined ? styles.underlined : undefined}
    >
      {children}
      <span className="visually-hidden"> ({text})</span>
    </span>
  );
}
