'use client';

import { useCallback, useMemo } from 'react';
import { CopyButton } from '@/components/browser/copy-button';
import { formatCount } from '@/components/format/format-number';
import { SpanView } from '@/components/rollout/span-view';
import { turnHref } from '@/components/rollout/reading-address';
import type { FoundRange } from '@/components/rollout/text-marks';
import { TurnNumbers as TurnNumbersLine } from '@/components/rollout/turn-numbers';
import { findText } from '@/lib/core/rollout/find-text';
import type { TurnNumbers } from '@/lib/core/rollout/turn-numbers';
import { estimateRow, type Row } from './outline';
import { useReader, useReaderState, useTurnState } from './reader-context';
import { SpanPager } from './span-pager';
import styles from './turn-list.module.css';
import { turnText } from './turn-text';
import type { LoadedSpan, LoadedTurn } from './turn-store';

/** Places marked in one text: one letter found a hundred thousand times is no use marked. */
const MARKED_PLACES = 500;
const NOTHING_FOUND: readonly FoundRange[] = [];

interface TurnRowProps {
  readonly row: Row;
  readonly index: number;
  /** All rows of the list. */
  readonly rows: number;
  readonly entityNames: readonly string[];
  readonly numbers: TurnNumbers | null;
  readonly raw: boolean;
  readonly measure: (element: HTMLLIElement | null) => void;
}

type SpanProps = Pick<TurnRowProps, 'entityNames' | 'raw'> & { readonly span: LoadedSpan; readonly turn: number };

/** The places of what is looked for in the part of a span that is here; none where nothing is looked for. */
function useFoundRanges({ span, text, start }: LoadedSpan): readonly FoundRange[] {
  const query = useReaderState((state) => state.query);
  const found = useReaderState((state) => (state.found?.span === span ? state.found : null));
  return useMemo(() => {
    if (query === null) return NOTHING_FOUND;
    const places = findText(text, query, { skip: 0, limit: MARKED_PLACES });
    const at = found === null ? -1 : found.start - start;
    const ranges = places.map((place) => ({ ...place, current: place.start === at }));
    const isMarked = found === null || at < 0 || at >= text.length || ranges.some(({ current }) => current);
    return isMarked ? ranges : [...ranges, { start: at, end: found.end - start, current: true }];
  }, [query, found, text, start]);
}

function ReadSpan({ span, turn, entityNames, raw }: SpanProps) {
  const reader = useReader();
  const open = useReaderState((state) => state.open.has(span.span));
  const found = useFoundRanges(span);
  const onOpen = useCallback(() => reader.setOpen(span.span, true), [reader, span.span]);
  return (
    <div data-span={span.span} className={styles.part}>
      <SpanView
        span={span}
        turn={turn}
        length={span.length}
        entityNames={entityNames}
        raw={raw}
        open={open}
        onOpen={onOpen}
        found={found}
      />
      <SpanPager span={span} turn={turn} />
    </div>
  );
}

function TurnHead({ turn, numbers }: { readonly turn: LoadedTurn; readonly numbers: TurnNumbers | null }) {
  const permalink = () => `${location.origin}${turnHref(`${location.pathname}${location.search}`, turn.turn)}`;
  return (
    <div className={styles.head}>
      {numbers === null ? null : <TurnNumbersLine numbers={numbers} />}
      <span className={styles.copies}>
        <CopyButton text={permalink} label="Copy link" of={`to turn ${turn.turn}`} />
        <CopyButton text={() => turnText(turn)} label="Copy text" of={`of turn ${turn.turn}`} />
      </span>
    </div>
  );
}

/** What stands in place of a turn whose text is not here. */
function MissingTurn({ row, reason }: { readonly row: Row; readonly reason: string | null }) {
  const { outline, store } = useReader();
  let characters = 0;
  for (let span = row.firstSpan; span < row.endSpan; span += 1) characters += outline.lengths[span] ?? 0;
  if (reason === null) {
    return <p className={styles.waiting}>Loading {formatCount(characters)} characters …</p>;
  }
  return (
    <p className={styles.failed} role="alert">
      Turn {row.turn} could not be loaded: {reason}{' '}
      <button type="button" className={styles.small} onClick={() => store.retry()}>
        Try again
      </button>
    </p>
  );
}

function nameOf({ turn, part }: Row): string {
  const name = turn === 0 ? 'Turn 0, before the first' : `Turn ${turn}`;
  return part === 0 ? name : `${name}, part ${part + 1}`;
}

/** A row of the list: a turn, or a part of one that has very many spans. */
export function TurnRow({ row, index, rows, entityNames, numbers, raw, measure }: TurnRowProps) {
  const { outline } = useReader();
  const state = useTurnState(row.turn);
  const isCurrent = useReaderState(({ currentTurn }) => currentTurn === row.turn);
  const turn = state.kind === 'loaded' ? state.turn : null;
  const spans = turn?.spans.filter(({ span }) => span >= row.firstSpan && span < row.endSpan) ?? [];
  const name = nameOf(row);
  return (
    <li
      ref={measure}
      id={row.part === 0 ? `turn-${row.turn}` : undefined}
      className={styles.row}
      data-index={index}
      data-turn={row.turn}
      data-last={index === rows - 1 || undefined}
      data-current={isCurrent || undefined}
      tabIndex={-1}
      aria-label={name}
      aria-setsize={rows}
      aria-posinset={index + 1}
      aria-busy={state.kind === 'absent'}
    >
      <a href={`#turn-${row.turn}`} className={styles.number} aria-label={`Link to ${name.toLowerCase()}`}>
        {row.turn}
      </a>
      <div className={styles.spans} style={turn === null ? { minHeight: estimateRow(outline, row) - 30 } : undefined}>
        {turn !== null && row.part === 0 ? <TurnHead turn={turn} numbers={numbers} /> : null}
        {turn === null ? <MissingTurn row={row} reason={state.kind === 'failed' ? state.reason : null} /> : null}
        {spans.map((span) => (
          <ReadSpan key={span.span} span={span} turn={row.turn} entityNames={entityNames} raw={raw} />
        ))}
      </div>
    </li>
  );
}
