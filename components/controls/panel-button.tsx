'use client';

import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import styles from './panel-button.module.css';
import { PushButton } from './push-button';

interface PanelButtonProps {
  readonly label: string;
  /** What the panel is called. */
  readonly panelLabel: string;
  readonly children: ReactNode;
}

/** A button that opens a small panel below it; Escape, a press elsewhere and leaving it by Tab close it. */
export function PanelButton({ label, panelLabel, children }: PanelButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    panel.current?.querySelector<HTMLElement>('select, input, button, a')?.focus();
    const leave = (event: Event) => {
      if (event.target instanceof Node && place.current?.contains(event.target) !== true) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      place.current?.querySelector('button')?.focus();
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
      document.removeEventListener('keydown', onKey);
    };
  }, [isOpen]);
  return (
    <div ref={place} className={styles.place}>
      <PushButton
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
      </PushButton>
      {isOpen ? (
        <div ref={panel} id={id} role="dialog" aria-label={panelLabel} className={styles.panel}>
          {children}
        </div>
      ) : null}
    </div>
  );
}
