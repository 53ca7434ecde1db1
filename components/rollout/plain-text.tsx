import type { TextRange } from '@/lib/core/shape/fold-around';
import { textBlocks } from '@/lib/core/shape/text-blocks';
import { MarkedText, type MarkLook } from './marked-text';
import styles from './plain-text.module.css';
import type { TextMarks } from './text-marks';

/** Longer stretches are cut into blocks, of which the browser lays out those in sight. */
const BLOCK = 12_000;

interface PlainTextProps {
  readonly text: string;
  readonly marks: TextMarks;
  readonly look: MarkLook;
  readonly range: TextRange;
}

/** A stretch of a text as it is written. */
export function PlainText({ text, marks, look, range }: PlainTextProps) {
  const blocks = textBlocks(text, range, BLOCK);
  return (
    <>
      {blocks.map(({ start, end }) => (
        <div key={start} className={styles.text} data-block={blocks.length > 1 || undefined} dir="auto">
          <MarkedText segments={marks.segments(start, end)} look={look} />
        </div>
      ))}
    </>
  );
}
