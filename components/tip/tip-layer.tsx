'use client';

import { useEffect, useRef, useState } from 'react';
import styles from './tip-layer.module.css';

interface Shown {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly below: boolean;
}

const ROOM_ABOVE_PX = 90;
const LEAVE_DELAY_MS = 120;

function tipTarget(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest('[data-tip]') : null;
}

function placeAt(element: Element): Shown | null {
  const text = element.getAttribute('data-tip');
  if (text === null || text === '') return null;
  const box = element.getBoundingClientRect();
  const below = box.top < ROOM_ABOVE_PX;
  const x = Math.min(Math.max(box.left + box.width / 2, 140), Math.max(140, window.innerWidth - 140));
  return { text, x, y: below ? box.bottom + 6 : box.top - 6, below };
}

/**
 * The one tooltip of the page. Any element, also one rendered on the server or inside a chart, gets it by `data-tip`;
 * it opens on hover and on focus, stays while the pointer is on it, and closes with Escape.
 * The text must also be in the document for screen readers (`Tip` does that).
 */
export function TipLayer() {
  const [shown, setShown] = useState<Shown | null>(null);
  const closing = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    const open = (event: Event) => {
      const element = tipTarget(event.target);
      if (element === null) return;
      if (event.type === 'focusin' && !element.matches(':focus-visible')) return;
      clearTimeout(closing.current);
      setShown(placeAt(element));
    };
    const close = (event: Event) => {
      if (tipTarget(event.target) === null) return;
      clearTimeout(closing.current);
      closing.current = setTimeout(() => setShown(null), LEAVE_DELAY_MS);
    };
    const dismiss = () => setShown(null);
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') dismiss();
    };
    document.addEventListener('pointerover', open);
    document.addEventListener('focusin', open);
    document.addEventListener('pointerout', close);
    document.addEventListener('focusout', close);
    document.addEventListener('keydown', onKey);
    window.addEventListener('scroll', dismiss, { capture: true, passive: true });
    return () => {
      clearTimeout(closing.current);
      document.removeEventListener('pointerover', open);
      document.removeEventListener('focusin', open);
      document.removeEventListener('pointerout', close);
      document.removeEventListener('focusout', close);
      document.removeEventListener('keydown', onKey);
      window.removeEventListener('scroll', dismiss, { capture: true });
    };
  }, []);

  if (shown === null) return null;
  return (
    <div
      aria-hidden="true"
      className={styles.tip}
      data-below={shown.below || undefined}
      style={{ left: shown.x, top: shown.y }}
      onPointerEnter={() => clearTimeout(closing.current)}
      onPointerLeave={() => setShown(null)}
    >
      {shown.text}
    </div>
  );
}
