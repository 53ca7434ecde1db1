import { formatCount, formatQuantity } from '@/components/format/format-number';
import type { ComparedOver } from '@/lib/core/compare-runs/compared-over';
import styles from './side-panels.module.css';

interface PanelNoteProps {
  readonly over: ComparedOver;
  /** Questions that all sides share, of this split. */
  readonly shared: number;
  /** False where lists of these questions are too long for a link. */
  readonly isExact: boolean;
  /** Split that the panels are narrowed to; empty for all. */
  readonly split: string;
}

/** Over which rollouts the panels are, and what their marks open. */
export function PanelNote({ over, shared, isExact, split }: PanelNoteProps) {
  const of = split === '' ? '' : ` of the split ${split}`;
  return (
    <p className={styles.about}>
      {over === 'shared'
        ? `All panels are over the ${formatQuantity(shared, 'question')}${of} that all runs share, so that the runs differ by what they did and not by what they were asked.`
        : `Each run over all of its own questions${of}, ${formatCount(shared)} of them shared by all: runs may differ by what they were asked.`}{' '}
      γ̂ and outcomes are those of the whole groups. Intervals are 95%.{' '}
      {isExact
        ? ''
        : 'The questions are too many to name in a link, so marks but those of single questions open the run’s rollouts of other questions too.'}
    </p>
  );
}
