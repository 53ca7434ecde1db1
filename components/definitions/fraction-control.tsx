'use client';

import { useEffect, useEffectEvent, useRef, type KeyboardEvent } from 'react';
import { useDraft } from '@/components/browser/use-draft';
import { DefinitionHint } from './definition-hint';
import styles from './definition-controls.module.css';

interface FractionControlProps {
  readonly term: 'alpha' | 'threshold';
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

const STEP = 0.05;
/** Digits that keep a hundredth typed by hand, and drop the noise of adding steps. */
const DIGITS = 6;

function within(value: number): number {
  return Math.min(1, Math.max(0, Number(value.toFixed(DIGITS))));
}

/** A fraction by slider and by number; the slider reports when it is let go, the number when it is finished. */
export function FractionControl({ term, label, value, onChange }: FractionControlProps) {
  const [shown, setShown] = useDraft<number | string>(value);
  const slider = useRef<HTMLInputElement>(null);
  const commit = () => {
    const text = String(shown).trim().replace(',', '.');
    const number = Number(text);
    if (text === '' || !Number.isFinite(number)) return setShown(value);
    setShown(within(number));
    return onChange(within(number));
  };
  const letGo = useEffectEvent(() => onChange(Number(slider.current?.value)));
  useEffect(() => {
    const { current } = slider;
    // The browser's own event: React's `onChange` is also called while the slider moves.
    const listener = () => letGo();
    current?.addEventListener('change', listener);
    return () => current?.removeEventListener('change', listener);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    const number = Number(shown);
    if (event.key === 'Enter') commit();
    if (steps === 0 || !Number.isFinite(number)) return;
    event.preventDefault();
    setShown(within(number + steps * STEP));
  };
  const position = typeof shown === 'number' ? shown : value;
  return (
    <div className={styles.control}>
      <span className={styles.label}>
        <DefinitionHint term={term}>{label}</DefinitionHint>
      </span>
      <input
        ref={slider}
        type="range"
        className={styles.slider}
        min={0}
        max={1}
        step={STEP}
        aria-label={label}
        // A number typed may lie between two steps.
        aria-valuetext={String(position)}
        value={position}
        onChange={(event) => setShown(Number(event.currentTarget.value))}
      />
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        className={styles.number}
        aria-label={`${label}, number`}
        value={shown}
        onChange={(event) => setShown(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
