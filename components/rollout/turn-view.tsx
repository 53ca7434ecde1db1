'use client';

import { memo, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { whenNearViewport } from '@/components/browser/use-near-viewport';
import { MARK_MENTIONS } from './mark-mentions';
import { SpanView } from './span-view';
import type { TranscriptTurn } from './transcript';
import styles from './transcript-view.module.css';

interface TurnViewProps {
  readonly turn: TranscriptTurn;
  readonly entityNames: readonly string[];
  /** Marks its mentions at once, without waiting to come near the viewport. */
  readonly markedFromStart: boolean;
}

/** One turn. Its text is there from the start; its mentions are marked once it comes near the viewport or is jumped to. */
export const TurnView = memo(function TurnView({ turn, entityNames, markedFromStart }: TurnViewProps) {
  const element = useRef<HTMLLIElement>(null);
  const hasMentions = turn.spans.some((span) => span.mentions.length > 0);
  const [, setMarked] = useState(markedFromStart);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  useEffect(() => {
    const { current } = element;
    if (current === null || !hasMentions) return undefined;
    const markNow = () => flushSync(() => setMarked(true));
    current.addEventListener(MARK_MENTIONS, markNow);
    const stop = whenNearViewport(current, () => setMarked(true));
    return () => {
      current.removeEventListener(MARK_MENTIONS, markNow);
      stop();
    };
  }, [hasMentions]);
  const name = turn.turn === 0 ? 'Turn 0, before the first' : `Turn ${turn.turn}`;
  return (
    <li
      ref={element}
      className={styles.turn}
      id={`turn-${turn.turn}`}
      data-turn={turn.turn}
      data-mentions={hasMentions || undefined}
      tabIndex={-1}
      aria-label={name}
    >
      <a href={`#turn-${turn.turn}`} className={styles.number} aria-label={`Link to ${name.toLowerCase()}`}>
        {turn.turn}
      </a>
      <div className={styles.spans}>
        {turn.spans.map((span, index) => (
          <SpanView
            key={index}
            span={span}
            entityNames={entityNames}
            raw={false}
            open={opened.has(index)}
            onOpen={() => setOpened((before) => new Set([...before, index]))}
          />
        ))}
      </div>
    </li>
  );
});
