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
  readonly id: string;
  readonly span: TranscriptSpan;
  readonly entityNames: readonly string[];
  readonly marked: boolean;
}

/** A thought, a tool call, an observation, ... of a turn, with the gold entities in it marked. */
export function SpanView({ id, span, entityNames, marked }: SpanViewProps) {
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
