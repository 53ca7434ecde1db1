'use client';

import { useEffect, useState } from 'react';
import { SpanView } from './span-view';
import type { TranscriptSpan, TranscriptTurn } from './transcript';
import styles from './transcript-view.module.css';

interface TranscriptViewProps {
  readonly turns: readonly TranscriptTurn[];
  readonly entityNames: readonly string[];
}

/** Turns that are there at once, and turns that follow at a time, so that a long transcript never holds the browser. */
const FIRST_TURNS = 30;
const TURNS_A_TASK = 60;

interface SpanProps {
  readonly span: TranscriptSpan;
  readonly turn: number;
  readonly entityNames: readonly string[];
}

function Span({ span, turn, entityNames }: SpanProps) {
  const [open, setOpen] = useState(false);
  return (
    <SpanView
      span={span}
      turn={turn}
      entityNames={entityNames}
      raw={false}
      open={open}
      onOpen={() => setOpen((before) => !before)}
    />
  );
}

/** A short transcript as a whole: the first turns at once, the rest right after. Long ones are read in `TurnList`. */
export function TranscriptView({ turns, entityNames }: TranscriptViewProps) {
  const [shown, setShown] = useState(FIRST_TURNS);
  const isWhole = shown >= turns.length;
  useEffect(() => {
    if (isWhole) return undefined;
    const timer = setTimeout(() => setShown((before) => before + TURNS_A_TASK), 0);
    return () => clearTimeout(timer);
  }, [isWhole, shown]);

  return (
    <ol className={styles.transcript} aria-label="Turns" aria-busy={!isWhole}>
      {turns.slice(0, shown).map(({ turn, spans }) => (
        <li key={turn} className={styles.turn} aria-label={turn === 0 ? 'Turn 0, before the first' : `Turn ${turn}`}>
          <span className={styles.number}>{turn}</span>
          <div className={styles.spans}>
            {spans.map((span, index) => (
              <Span key={index} span={span} turn={turn} entityNames={entityNames} />
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}
