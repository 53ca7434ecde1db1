import { formatCount } from '@/components/format/format-number';
import type { SpanKind } from '@/lib/core/rollout/transcript';
import { MentionedText } from './mentioned-text';
import { mentionsOf, type TranscriptSpan } from './transcript';
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

interface SpanViewProps {
  readonly span: TranscriptSpan;
  readonly entityNames: readonly string[];
  readonly raw: boolean;
  readonly open: boolean;
  readonly onOpen: () => void;
}

/** A thought, a tool call, an observation, ... of a turn, with the gold entities in it marked. */
export function SpanView({ span, entityNames, open, onOpen }: SpanViewProps) {
  const words = SPAN_WORDS[span.kind];
  const folds = (span.kind === 'observation' || span.kind === 'prompt') && span.text.length > FOLD_ABOVE;
  return (
    <div className={styles.span} data-kind={span.kind}>
      <h3 className={styles.kind}>
        {words.label}
        {span.tool === null ? null : <code className={styles.tool}>{span.tool.name}</code>}
      </h3>
      <div className={folds && !open ? styles.fold : undefined}>
        <div className={styles.text} dir="auto" data-text>
          {span.text === '' ? <em className={styles.empty}>empty</em> : null}
          <MentionedText text={span.text} mentions={mentionsOf(span)} entityNames={entityNames} scope={words.scope} />
        </div>
      </div>
      {folds ? (
        <button type="button" className={styles.foldLabel} onClick={onOpen} aria-expanded={open}>
          {open ? 'Show less' : `Show all ${formatCount(span.text.length)} characters`}
        </button>
      ) : null}
    </div>
  );
}
