'use client';

import { memo } from 'react';
import { turnHref } from '@/components/rollout/reading-address';
import type { BesideItem } from './beside-items';
import type { Side, SideTurn } from './beside-model';
import { REASON_WORDS } from './reason-words';
import styles from './row-view.module.css';
import { SideTurnView } from './side-turn-view';
import { ThoughtDiffView } from './thought-diff-view';
import type { LoadTurn } from './turn-text';
import { TurnTexts } from './turn-texts';

type TurnsItem = Extract<BesideItem, { kind: 'turns' }>;

/** One of the two rollouts, as a row needs it. */
export interface RowSide {
  /** `12.305` */
  readonly name: string;
  readonly href: string;
  readonly turns: readonly SideTurn[];
  /** Gold entities of its own run's question. */
  readonly entityNames: readonly string[];
  /** Turns of the other side with the same query or page, by turn. */
  readonly elsewhere: ReadonlyMap<number, readonly number[]>;
}

interface RowViewProps {
  readonly item: TurnsItem;
  readonly left: RowSide;
  readonly right: RowSide;
  readonly entityNames: readonly string[];
  readonly load: LoadTurn;
  readonly areTextsOpen: boolean;
  readonly isDiffOpen: boolean;
  readonly onToggle: (key: string) => void;
}

const STATE_WORDS = {
  shared: { sign: '=', words: 'shared', tip: 'Both rollouts did the same here.' },
  related: { sign: '≈', words: 'alike', tip: 'Both did something alike here, but not the same.' },
  apart: {
    sign: '≠',
    words: 'apart',
    tip: 'Only one of the rollouts has such a turn. What stands beside it is something else.',
  },
} as const;

function divergenceWords({ divergence, left, right }: TurnsItem): string {
  if (divergence === 'again') return 'They part again';
  if (divergence === 'alike') return 'From here on alike, not always the same';
  const isFirstTurn = (left ?? 1) === 1 && (right ?? 1) === 1;
  return isFirstTurn
    ? 'First divergence: from the first turn on'
    : 'First divergence: up to here each turn has its like on the other side';
}

/** The key of a row's text difference among the open things. */
export function diffKey(key: string): string {
  return `diff-${key}`;
}

function Centre({ item }: { readonly item: TurnsItem }) {
  const { sign, words, tip } = STATE_WORDS[item.state];
  const { similarity, reasons } = item.row;
  const number = similarity === null ? '' : ` Similarity ${similarity.toFixed(2)}.`;
  return (
    <div className={styles.centre} data-state={item.state}>
      <span className={styles.sign} data-tip={`${tip}${number}`} aria-hidden="true">
        {sign}
      </span>
      <span className={styles.words}>{words}</span>
      {item.state === 'apart'
        ? null
        : reasons.map((reason) => (
            <span key={reason} className={styles.reason}>
              {REASON_WORDS[reason]}
            </span>
          ))}
    </div>
  );
}

interface HalfProps {
  readonly side: Side;
  readonly of: RowSide;
  readonly turn: number | null;
  readonly row: Pick<RowViewProps, 'entityNames' | 'load' | 'areTextsOpen'>;
}

function Half({ side, of, turn, row }: HalfProps) {
  const outline = turn === null ? undefined : of.turns[turn - 1];
  if (outline === undefined) return <div className={styles.none} data-side={side} />;
  return (
    <div className={styles.half} data-side={side}>
      <SideTurnView
        side={side}
        turn={outline}
        href={turnHref(of.href, outline.turn)}
        entityNames={row.entityNames}
        elsewhere={of.elsewhere.get(outline.turn) ?? []}
        isOpen={row.areTextsOpen}
      />
      {row.areTextsOpen ? (
        <TurnTexts rollout={of.name} turn={outline.turn} entityNames={of.entityNames} load={row.load} />
      ) : null}
    </div>
  );
}

/** One row: a turn of each side, or of one of them, and between them what they have in common. */
export const RowView = memo(function RowView(props: RowViewProps) {
  const { item, left, right, areTextsOpen, isDiffOpen, load, onToggle } = props;
  const both = item.left !== null && item.right !== null;
  return (
    <>
      {item.divergence === null ? null : (
        <p className={styles.divergence} data-first={item.divergence === 'first' || undefined}>
          <span>{divergenceWords(item)}</span>
        </p>
      )}
      <div className={styles.row} data-state={item.state}>
        <Half side="left" of={left} turn={item.left} row={props} />
        <Centre item={item} />
        <Half side="right" of={right} turn={item.right} row={props} />
      </div>
      <p className={styles.actions}>
        <button type="button" aria-expanded={areTextsOpen} onClick={() => onToggle(item.key)}>
          {areTextsOpen ? 'Hide the texts' : 'Texts'}
        </button>
        {both ? (
          <button type="button" aria-expanded={isDiffOpen} onClick={() => onToggle(diffKey(item.key))}>
            {isDiffOpen ? 'Hide the difference' : 'Difference of the thoughts'}
          </button>
        ) : null}
      </p>
      {isDiffOpen && item.left !== null && item.right !== null ? (
        <ThoughtDiffView
          left={{ rollout: left.name, turn: item.left }}
          right={{ rollout: right.name, turn: item.right }}
          load={load}
        />
      ) : null}
    </>
  );
});
