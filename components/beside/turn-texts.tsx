'use client';

import { formatCount } from '@/components/format/format-number';
import { MentionedText } from '@/components/rollout/mentioned-text';
import type { SpanKind } from '@/lib/core/rollout/transcript';
import type { LoadTurn, TurnText } from './turn-text';
import styles from './turn-texts.module.css';
import { useTurnText } from './use-turn-text';

const SPAN_WORDS = {
  thought: { label: 'Thought', scope: 'thoughts' },
  text: { label: 'Text', scope: null },
  query: { label: 'Tool call', scope: 'queries' },
  observation: { label: 'Observation', scope: 'observations' },
  answer: { label: 'Answer', scope: 'answer' },
  prompt: { label: 'Prompt', scope: null },
} as const satisfies Record<SpanKind, { label: string; scope: string | null }>;

type Span = TurnText['spans'][number];

function SpanText({ span, entityNames }: { readonly span: Span; readonly entityNames: readonly string[] }) {
  const { scope } = SPAN_WORDS[span.kind];
  return (
    <div className={styles.text} dir="auto">
      <MentionedText text={span.text} mentions={span.mentions} entityNames={entityNames} scope={scope} />
      {span.length > span.text.length ? (
        <p className={styles.note}>
          The first {formatCount(span.text.length)} of {formatCount(span.length)} characters; the page of the rollout
          has the rest.
        </p>
      ) : null}
    </div>
  );
}

function SpanBlock({ span, entityNames }: { readonly span: Span; readonly entityNames: readonly string[] }) {
  const { label } = SPAN_WORDS[span.kind];
  const head = (
    <>
      {label}
      {span.tool === null || span.tool === '' ? null : <code className={styles.tool}>{span.tool}</code>}
    </>
  );
  if (span.kind !== 'observation') {
    return (
      <div className={styles.span} data-kind={span.kind}>
        <p className={styles.kind}>{head}</p>
        <SpanText span={span} entityNames={entityNames} />
      </div>
    );
  }
  return (
    <details className={styles.span} data-kind={span.kind}>
      <summary className={styles.kind}>
        {head}
        <span className={styles.length}>{formatCount(span.length)} characters</span>
      </summary>
      <SpanText span={span} entityNames={entityNames} />
    </details>
  );
}

interface TurnTextsProps {
  readonly rollout: string;
  readonly turn: number;
  readonly load: LoadTurn;
}

/** Everything a turn says: its thoughts and calls, the observations folded. */
export function TurnTexts({ rollout, turn, load }: TurnTextsProps) {
  const state = useTurnText(load, rollout, turn);
  switch (state.kind) {
    case 'loading':
      return <p className={styles.note}>Reading the turn…</p>;
    case 'failed':
      return (
        <p className={styles.failed} role="alert">
          The turn cannot be shown: {state.why}{' '}
          <button type="button" className={styles.retry} onClick={state.retry}>
            Try again
          </button>
        </p>
      );
    case 'text':
      return (
        <div className={styles.spans}>
          {state.text.spans.length === 0 ? <p className={styles.note}>The log has no text for this turn.</p> : null}
          {state.text.spans.map((span, index) => (
            <SpanBlock key={index} span={span} entityNames={state.text.entityNames} />
          ))}
        </div>
      );
  }
}
