'use client';

import { useMemo, useState } from 'react';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import {
  foldAround,
  type FoldPiece,
  type FoldPlace,
  type FoldShape,
  type TextRange,
} from '@/lib/core/shape/fold-around';
import type { MarkLook } from './marked-text';
import { PlainText } from './plain-text';
import styles from './folded-text.module.css';
import type { TextMarks } from './text-marks';

/** A gap opens this far at a time: a megabyte at once would hold the browser. */
const OPENED_AT_A_TIME = 20_000;

interface FoldedTextProps {
  readonly text: string;
  readonly marks: TextMarks;
  readonly look: MarkLook;
  readonly shape: FoldShape;
  /** What the text folds around. */
  readonly places: readonly FoldPlace[];
  /** What is shown whatever else is: the match that was jumped to. */
  readonly kept: readonly TextRange[];
}

/** In place of an entity's position: what a search found. */
export const MATCHES = -1;

interface GapProps {
  readonly gap: FoldPiece;
  /** What the text folds around. */
  readonly places: readonly FoldPlace[];
  readonly onOpen: () => void;
}

/** What a gap hides, in words that follow its length. */
function hiddenWords({ start, end, placesHidden }: FoldPiece, places: readonly FoldPlace[]): string {
  const isHiddenMatch = (place: FoldPlace) => place.group === MATCHES && place.start >= start && place.start < end;
  const matches = places.filter(isHiddenMatch).length;
  const mentions = placesHidden - matches;
  const words = [
    ...(mentions > 0 ? [formatQuantity(mentions, 'entity mention')] : []),
    ...(matches > 0 ? [formatQuantity(matches, 'match', 'matches')] : []),
  ];
  return words.map((word) => `, ${word}`).join('');
}

function Gap({ gap, places, onOpen }: GapProps) {
  const length = gap.end - gap.start;
  return (
    <button type="button" className={styles.gap} data-gap={gap.start} onClick={onOpen}>
      <span className="visually-hidden">
        Show {length > OPENED_AT_A_TIME ? `the next ${formatCount(OPENED_AT_A_TIME)} of ` : ''}
      </span>
      … {formatQuantity(length, 'character')}
      {hiddenWords(gap, places)} …
    </button>
  );
}

/** A long text as excerpts around what is marked in it, with gaps between that open. */
export function FoldedText({ text, marks, look, shape, places, kept }: FoldedTextProps) {
  const [opened, setOpened] = useState<readonly TextRange[]>([]);
  const pieces = useMemo(
    () => foldAround(text, places, shape, [...kept, ...opened]),
    [text, places, shape, kept, opened],
  );
  return (
    <div dir="auto">
      {pieces.map((piece) =>
        piece.isShown ? (
          <PlainText key={piece.start} text={text} marks={marks} look={look} range={piece} />
        ) : (
          <Gap
            key={piece.start}
            gap={piece}
            places={places}
            onOpen={() => {
              const end = Math.min(piece.end, piece.start + OPENED_AT_A_TIME);
              setOpened((before) => [...before, { start: piece.start, end }]);
            }}
          />
        ),
      )}
    </div>
  );
}
