'use client';

import { memo, useMemo } from 'react';
import { formatCount } from '@/components/format/format-number';
import type { SpanKind } from '@/lib/core/rollout/transcript';
import type { FoldPlace, FoldShape } from '@/lib/core/shape/fold-around';
import { FoldedText, MATCHES } from './folded-text';
import type { MarkLook } from './marked-text';
import { holdsMarkdown } from './markdown-syntax';
import { MarkdownText } from './markdown-text';
import { PlainText } from './plain-text';
import { TextMarks, type FoundRange } from './text-marks';
import { ToolCall } from './tool-call';
import { mentionsOf, type TranscriptSpan } from './transcript';
import styles from './span-view.module.css';
import { VisibleText } from './visible-controls';

/** The sign tells kinds apart where colour does not. */
const SPAN_WORDS = {
  thought: { label: 'Thought', sign: '○', scope: 'thoughts' },
  text: { label: 'Text', sign: '¶', scope: null },
  query: { label: 'Tool call', sign: '→', scope: 'queries' },
  observation: { label: 'Observation', sign: '←', scope: 'observations' },
  answer: { label: 'Answer', sign: '◆', scope: 'answer' },
  prompt: { label: 'Prompt', sign: '›', scope: null },
} as const satisfies Record<SpanKind, { label: string; sign: string; scope: string | null }>;

/** What was read folds soon; what the model wrote only where nobody would read it through. */
const READ: FoldShape & { readonly above: number } = {
  above: 1200,
  around: 150,
  beginning: 480,
  leastGap: 240,
  mostPieces: 12,
  mostOfGroup: 3,
};
/** A system prompt is the same in every rollout: its first lines say which it is. */
const PROMPT: typeof READ = { ...READ, above: 480, beginning: 240, leastGap: 120 };
const WRITTEN: typeof READ = { ...READ, above: 12_000, around: 600, beginning: 4000 };

const NOT_FOUND: readonly FoundRange[] = [];

interface SpanViewProps {
  readonly span: TranscriptSpan;
  /** The turn it stands in; 0 before the first. */
  readonly turn?: number;
  /** Characters of the whole text, of which a part may be here. */
  readonly length?: number;
  readonly entityNames: readonly string[];
  /** As the log wrote it: no markdown, no layout of calls, no tags drawn. */
  readonly raw: boolean;
  /** Whether a long text is shown whole. */
  readonly open: boolean;
  readonly onOpen: () => void;
  /** Matches of a search in this span, as offsets of its text. */
  readonly found?: readonly FoundRange[];
}

interface BodyProps {
  readonly span: TranscriptSpan;
  readonly marks: TextMarks;
  readonly look: MarkLook;
  readonly raw: boolean;
}

/** A text that is shown whole: laid out where it holds markdown, else as it is written. */
function WholeText({ span, marks, look, raw }: BodyProps) {
  const { text, kind } = span;
  const plain = <PlainText text={text} marks={marks} look={look} range={{ start: 0, end: text.length }} />;
  const isLaidOut = useMemo(() => !raw && kind !== 'prompt' && holdsMarkdown(text), [raw, kind, text]);
  return isLaidOut ? <MarkdownText text={text} marks={marks} look={look} plain={plain} /> : plain;
}

function SpanBody({
  folds,
  found,
  ...body
}: BodyProps & { readonly folds: boolean; readonly found: readonly FoundRange[] }) {
  const { span, marks, look, raw } = body;
  const places = useMemo(() => placesOf(span, found), [span, found]);
  const kept = useMemo(() => found.filter(({ current }) => current), [found]);
  if (span.text === '' && (span.tool === null || span.tool.arguments === '')) {
    return <em className={styles.empty}>empty</em>;
  }
  if (span.tool !== null && raw && span.tool.arguments !== span.text) {
    return (
      <div className={styles.raw}>
        <VisibleText text={span.tool.arguments} />
      </div>
    );
  }
  if (folds) {
    const shape = foldOf(span.kind);
    return <FoldedText text={span.text} marks={marks} look={look} shape={shape} places={places} kept={kept} />;
  }
  if (span.tool !== null && !raw) return <ToolCall call={span.tool} text={span.text} marks={marks} look={look} />;
  return <WholeText {...body} />;
}

/** What a long text folds around: each entity's mentions are a group, the matches of a search another. */
function placesOf(span: TranscriptSpan, found: readonly FoundRange[]): readonly FoldPlace[] {
  const mentions = mentionsOf(span).map(({ entity, start, end }) => ({ group: entity, start, end }));
  return [...mentions, ...found.map(({ start, end }) => ({ group: MATCHES, start, end }))];
}

function foldOf(kind: SpanKind): typeof READ {
  if (kind === 'prompt') return PROMPT;
  return kind === 'observation' ? READ : WRITTEN;
}

function labelOf(kind: SpanKind, turn: number): string {
  return kind === 'prompt' && turn > 0 ? 'User' : SPAN_WORDS[kind].label;
}

function openWords(here: number, whole: number): string {
  return `Show ${whole > here ? `${formatCount(here)} of` : 'all'} ${formatCount(whole)} characters`;
}

/** A thought, a tool call, an observation, ... of a turn, with the gold entities in it marked. */
export const SpanView = memo(function SpanView(props: SpanViewProps) {
  const { span, turn = 0, length: whole = span.text.length, entityNames, raw, open, onOpen, found = NOT_FOUND } = props;
  const { sign, scope } = SPAN_WORDS[span.kind];
  const marks = useMemo(() => new TextMarks(span.text, mentionsOf(span), found, !raw), [span, found, raw]);
  const look = useMemo(() => ({ entityNames, scope }), [entityNames, scope]);
  const folds = !open && span.text.length > foldOf(span.kind).above;
  return (
    <div className={styles.span} data-kind={span.kind} data-raw={raw || undefined}>
      <div className={styles.head}>
        <h3 className={styles.kind}>
          <span aria-hidden className={styles.sign}>
            {sign}
          </span>
          {labelOf(span.kind, turn)}
          {span.tool === null || span.tool.name === '' ? null : (
            <code className={styles.tool}>
              <VisibleText text={span.tool.name} />
            </code>
          )}
        </h3>
        {folds ? (
          <button type="button" className={styles.open} data-open-span onClick={onOpen}>
            {openWords(span.text.length, whole)}
          </button>
        ) : null}
      </div>
      <SpanBody span={span} marks={marks} look={look} raw={raw} folds={folds} found={found} />
    </div>
  );
});
