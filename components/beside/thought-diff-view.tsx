'use client';

import { useMemo } from 'react';
import { diffTexts, LONGEST_DIFFED } from '@/lib/core/compare/thought-diff';
import { formatCount } from '@/components/format/format-number';
import { thoughtOf, type LoadTurn } from './turn-text';
import styles from './thought-diff-view.module.css';
import { useTurnText } from './use-turn-text';

interface ThoughtDiffViewProps {
  readonly left: { readonly rollout: string; readonly turn: number };
  readonly right: { readonly rollout: string; readonly turn: number };
  readonly load: LoadTurn;
}

/** What two thoughts have in common, word by word. */
function Diff({ left, right }: { readonly left: string; readonly right: string }) {
  const diff = useMemo(() => diffTexts(left, right), [left, right]);
  if (left === '' && right === '') return <p className={styles.note}>Neither turn has a thought.</p>;
  switch (diff.kind) {
    case 'too_long':
      return (
        <p className={styles.note}>
          A thought of more than {formatCount(LONGEST_DIFFED)} characters is not compared word by word; open both to
          read them.
        </p>
      );
    case 'too_different':
      return (
        <p className={styles.note}>The thoughts are too different to show word by word; open both to read them.</p>
      );
    case 'diff':
      return (
        <>
          <p className={styles.note}>
            <del className={styles.left}>only left</del> <ins className={styles.right}>only right</ins>
            {left === right ? ' The thoughts are the same, word for word.' : null}
          </p>
          <p className={styles.text} dir="auto">
            {diff.parts.map(({ side, text }, index) => {
              if (side === 'both') return <span key={index}>{text}</span>;
              return side === 'left' ? (
                <del key={index} className={styles.left}>
                  {text}
                </del>
              ) : (
                <ins key={index} className={styles.right}>
                  {text}
                </ins>
              );
            })}
          </p>
        </>
      );
  }
}

/** The word-level difference of the thoughts of two turns; both are read when it is first shown. */
export function ThoughtDiffView({ left, right, load }: ThoughtDiffViewProps) {
  const [mine, theirs] = [useTurnText(load, left.rollout, left.turn), useTurnText(load, right.rollout, right.turn)];
  const failed = [mine, theirs].find((state) => state.kind === 'failed');
  return (
    <section className={styles.diff} aria-label={`Thoughts of left turn ${left.turn} and right turn ${right.turn}`}>
      {mine.kind === 'text' && theirs.kind === 'text' ? (
        <Diff left={thoughtOf(mine.text)} right={thoughtOf(theirs.text)} />
      ) : failed === undefined ? (
        <p className={styles.note}>Reading both thoughts…</p>
      ) : (
        <p className={styles.note} role="alert">
          The thoughts cannot be compared: {failed.why}
        </p>
      )}
    </section>
  );
}
