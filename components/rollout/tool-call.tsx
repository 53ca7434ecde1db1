'use client';

import { useMemo } from 'react';
import type { LoggedCall } from '@/lib/core/rollout/read-tool-call';
import { callLayout, type CallRow, type CallText, type JsonToken } from '@/lib/core/shape/call-layout';
import { CopyButton } from '@/components/browser/copy-button';
import { MarkedText, type MarkLook } from './marked-text';
import { PlainText } from './plain-text';
import type { TextMarks } from './text-marks';
import styles from './tool-call.module.css';
import { VisibleText } from './visible-controls';

interface Marking {
  readonly marks: TextMarks;
  readonly look: MarkLook;
}

function CallValue({ value, marking }: { readonly value: CallText; readonly marking: Marking }) {
  if (value.start === null) return <VisibleText text={value.text} />;
  const segments = marking.marks.segments(value.start, value.start + value.text.length);
  return <MarkedText segments={segments} look={marking.look} />;
}

function Row({ row, marking }: { readonly row: CallRow; readonly marking: Marking }) {
  return (
    <div className={styles.row} data-row={row.kind}>
      <dt>
        <VisibleText text={row.name} />
      </dt>
      {row.values.map((value, index) => (
        <dd key={index} dir="auto">
          <span>
            <CallValue value={value} marking={marking} />
          </span>
          {row.kind === 'address' ? <CopyButton text={value.text.trim()} label="Copy" of="address" /> : null}
        </dd>
      ))}
    </div>
  );
}

function Json({ tokens, marking }: { readonly tokens: readonly JsonToken[]; readonly marking: Marking }) {
  return (
    <div className={styles.json}>
      {tokens.map((token, index) =>
        token.kind === 'between' ? (
          <VisibleText key={index} text={token.text} />
        ) : (
          <span key={index} data-token={token.kind}>
            <CallValue value={token} marking={marking} />
          </span>
        ),
      )}
    </div>
  );
}

interface ToolCallProps extends Marking {
  readonly call: LoggedCall;
  /** Text of the span, to which the marks refer. */
  readonly text: string;
}

/** The arguments of a tool call: its queries, the addresses it visits (text, never links), anything else as JSON. */
export function ToolCall({ call, text, marks, look }: ToolCallProps) {
  const layout = useMemo(() => callLayout(call, text), [call, text]);
  const marking = { marks, look };
  switch (layout.kind) {
    case 'text':
      return (
        <div className={styles.code}>
          <PlainText text={text} marks={marks} look={look} range={{ start: 0, end: text.length }} />
        </div>
      );
    case 'json':
      return <Json tokens={layout.tokens} marking={marking} />;
    case 'rows':
      return (
        <>
          <dl className={styles.rows}>
            {layout.rows.map((row, index) => (
              <Row key={index} row={row} marking={marking} />
            ))}
          </dl>
          {layout.rest.length === 0 ? null : <Json tokens={layout.rest} marking={marking} />}
        </>
      );
  }
}
