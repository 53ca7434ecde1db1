'use client';

import { useEffect, useMemo, useState } from 'react';
import { TurnView } from './turn-view';
import type { TranscriptTurn } from './transcript';
import styles from './transcript-view.module.css';

interface TranscriptViewProps {
  readonly turns: readonly TranscriptTurn[];
  readonly entityNames: readonly string[];
}

/** Turns that are there at once, and turns that follow at a time, so that a long transcript never holds the browser. */
const FIRST_TURNS = 30;
const TURNS_A_TASK = 60;

/** Mentions that are marked at once; beyond, a turn marks its own when it comes near the viewport. */
const FIRST_MENTIONS = 1500;

/** Number of leading turns whose mentions together stay within the first ones. */
function markedFromStart(turns: readonly TranscriptTurn[]): number {
  let numbers = 0;
  const beyond = turns.findIndex((turn) => {
    for (const span of turn.spans) numbers += span.mentions.length;
    return numbers > FIRST_MENTIONS * 3;
  });
  return beyond < 0 ? turns.length : beyond;
}

function scrollToLinkedTurn(): void {
  const id = location.hash.slice(1);
  const turn = id === '' ? null : document.getElementById(id);
  turn?.focus({ preventScroll: true });
  turn?.scrollIntoView({ block: 'start' });
}

/** The turns of a rollout in order: the first at once, the rest right after, a part at a time. */
export function TranscriptView({ turns, entityNames }: TranscriptViewProps) {
  const [shown, setShown] = useState(FIRST_TURNS);
  const marked = useMemo(() => markedFromStart(turns), [turns]);
  const isWhole = shown >= turns.length;
  useEffect(() => {
    if (isWhole) return undefined;
    const timer = setTimeout(() => setShown((before) => before + TURNS_A_TASK), 0);
    return () => clearTimeout(timer);
  }, [isWhole, shown]);
  useEffect(() => {
    if (isWhole && turns.length > FIRST_TURNS) scrollToLinkedTurn();
  }, [isWhole, turns.length]);

  return (
    <ol className={styles.transcript} aria-label="Turns" aria-busy={!isWhole}>
      {turns.slice(0, shown).map((turn, index) => (
        <TurnView key={turn.turn} turn={turn} entityNames={entityNames} markedFromStart={index < marked} />
      ))}
    </ol>
  );
}
