import { useId, type ReactNode } from 'react';
import styles from './tip.module.css';

interface TipProps {
  /** Shown on hover and focus, and the description that screen readers give. Lines are parted by \n. */
  readonly text: string;
  readonly children: ReactNode;
  /** False inside long tables, where a stop at every cell would make the keyboard useless. */
  readonly focusable?: boolean;
  readonly underlined?: boolean;
}

/** A piece of text with an explanation one hover or one focus away. Renders on the server. */
export function Tip({ text, children, focusable = true, underlined = false }: TipProps) {
  const id = useId();
  const className = underlined ? styles.underlined : undefined;
  if (!focusable) {
    return (
      <span data-tip={text} className={className}>
        {children}
        <span className="visually-hidden"> ({text})</span>
      </span>
    );
  }
  // The description is hidden, so that it is no part of the name of a heading or a column.
  return (
    <span data-tip={text} tabIndex={0} className={className} aria-describedby={id}>
      {children}
      <span id={id} hidden>
        {text}
      </span>
    </span>
  );
}
