'use client';

import { memo, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { whenNearViewport } from '@/components/browser/use-near-viewport';
import { formatCount } from '@/components/format/format-number';
import type { SpanKind } from '@/lib/core/rollout/transcript';
import { MentionedText } from './mentioned-text';
import { MARK_MENTIONS } from './mark-mentions';
import { mentionsOf, type TranscriptSpan, type TranscriptTurn } from './transcript';
import styles from './transcript-view.module.css';

const SPAN_WORDS = {
  thought: { label: 'Thought', scope: 'thoughts' },
  text: { label: 'Text', scope: null },
  query: { label: 'Tool call', scope: 'queries' },
  observation: { label: 'Observation', scope: 'observations' },
  answer: { label: 'Answer', scope: 'answer' },
  prompt: { label: 'Prompt', scope: null },
} as const satisfies Record<SpanKind, { label: string; scope: string | null }>;

/** Characters above which an observation or a prompt is folded to its first lines. */
const FOLD_ABOVE = 1200;

interface SpanProps {
  readonly id: string;
  readonly span: TranscriptSpan;
  readonly entityNames: readonly string[];
  readonly marked: boolean;
}

function SpanView({ id, span, entityNames, marked }: SpanProps) {
  const words = SPAN_WORDS[span.kind];
  const folds = (span.kind === 'observation' || span.kind === 'prompt') && span.text.length > FOLD_ABOVE;
  const body = (
    <div className={styles.text} dir="auto">
      {span.text === '' ? <em className={styles.empty}>empty</em> : null}
      {marked && span.mentions.length > 0 ? (
        <MentionedText text={span.text} mentions={mentionsOf(span)} entityNames={entityNames} scope={words.scope} />
      ) : (
        span.text
      )}
    </div>
  );
  return (
    <div className={styles.span} data-kind={span.kind}>
      <h3 className={styles.kind}>
        {words.label}
        {span.tool === null ? null : <code className={styles.tool}>{span.tool}</code>}
      </h3>
      {folds ? (
        <div className={styles.fold}>
          <label className={styles.foldLabel}>
            <input type="checkbox" id={id} data-fold />
            <span>Show all {formatCount(span.text.length)} characters</span>
          </label>
          {body}
        </div>
      ) : (
        body
      )}
    </div>
  );
}

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
  const [marked, setMarked] = useState(markedFromStart);
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
            id={`fold-${turn.turn}-${index}`}
            span={span}
            entityNames={entityNames}
            marked={marked}
          />
        ))}
      </div>
    </li>
  );
});
