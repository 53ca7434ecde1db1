import { Suspense } from 'react';
import { formatCount } from '@/components/format/format-number';
import { MentionedText } from './mentioned-text';
import type { SpanKind } from '@/lib/core/rollout/transcript';
import type { TranscriptSpan, TranscriptTurn } from './transcript';
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

/** Turns hydrated at a time, so that a long transcript never holds the main thread. */
const TURNS_A_CHUNK = 40;

interface TranscriptViewProps {
  readonly turns: readonly TranscriptTurn[];
  readonly entityNames: readonly string[];
}

interface SpanProps {
  readonly id: string;
  readonly span: TranscriptSpan;
  readonly entityNames: readonly string[];
}

function SpanView({ id, span, entityNames }: SpanProps) {
  const words = SPAN_WORDS[span.kind];
  const folds = (span.kind === 'observation' || span.kind === 'prompt') && span.text.length > FOLD_ABOVE;
  const body = (
    <div className={styles.text} dir="auto">
      {span.text === '' ? (
        <em className={styles.empty}>empty</em>
      ) : (
        <MentionedText text={span.text} mentions={span.mentions} entityNames={entityNames} scope={words.scope} />
      )}
    </div>
  );
  return (
    <div className={styles.span} data-kind={span.kind}>
      <h3 className={styles.kind}>
        {words.label}
        {span.tool === null ? null : <code className={styles.tool}>{span.tool.name}</code>}
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

function TurnView({ turn, ...rest }: Omit<TranscriptViewProps, 'turns'> & { readonly turn: TranscriptTurn }) {
  const name = turn.turn === 0 ? 'Before the first turn' : `Turn ${turn.turn}`;
  return (
    <li className={styles.turn} id={`turn-${turn.turn}`} data-turn={turn.turn} tabIndex={-1} aria-label={name}>
      <a href={`#turn-${turn.turn}`} className={styles.number} aria-label={`Link to ${name.toLowerCase()}`}>
        {turn.turn}
      </a>
      <div className={styles.spans}>
        {turn.spans.map((span, index) => (
          <SpanView key={index} id={`fold-${turn.turn}-${index}`} span={span} {...rest} />
        ))}
      </div>
    </li>
  );
}

/** The turns of a rollout in order. Rendered on the server; the browser lays out only what is in view. */
export function TranscriptView({ turns, ...rest }: TranscriptViewProps) {
  const chunks = Array.from({ length: Math.ceil(turns.length / TURNS_A_CHUNK) }, (_, chunk) =>
    turns.slice(chunk * TURNS_A_CHUNK, (chunk + 1) * TURNS_A_CHUNK),
  );
  return (
    <ol className={styles.transcript} aria-label="Turns">
      {chunks.map((chunk, index) => (
        <Suspense key={index}>
          {chunk.map((turn) => (
            <TurnView key={turn.turn} turn={turn} {...rest} />
          ))}
        </Suspense>
      ))}
    </ol>
  );
}
