'use client';

import { useCallback, useState } from 'react';
import { formatCount } from '@/components/format/format-number';
import type { LoadedSpan } from '@/components/rollout/reading/turn-store';
import { SpanView } from '@/components/rollout/span-view';
import type { LoadTurn } from './turn-text';
import styles from './turn-texts.module.css';
import { useTurnText } from './use-turn-text';

function SpanText({ span, entityNames }: { readonly span: LoadedSpan; readonly entityNames: readonly string[] }) {
  const [isOpen, setOpen] = useState(false);
  const open = useCallback(() => setOpen(true), []);
  return (
    <>
      <SpanView span={span} entityNames={entityNames} raw={false} open={isOpen} onOpen={open} />
      {span.length > span.text.length ? (
        <p className={styles.note}>
          The first {formatCount(span.text.length)} of {formatCount(span.length)} characters; the page of the rollout
          has the rest.
        </p>
      ) : null}
    </>
  );
}

interface TurnTextsProps {
  readonly rollout: string;
  readonly turn: number;
  /** What the mentions of its entities point to. */
  readonly entityNames: readonly string[];
  readonly load: LoadTurn;
}

/** Everything a turn says, as on the page of its rollout. */
export function TurnTexts({ rollout, turn, entityNames, load }: TurnTextsProps) {
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
          {state.text.spans.map((span) => (
            <SpanText key={span.span} span={span} entityNames={entityNames} />
          ))}
        </div>
      );
  }
}
