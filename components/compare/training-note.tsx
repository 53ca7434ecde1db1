import { formatCount, formatQuantity } from '@/components/format/format-number';
import type { ComparedOver } from '@/lib/core/compare-runs/compared-over';
import styles from './training-charts.module.css';

interface TrainingNoteProps {
  readonly over: ComparedOver;
  /** Questions that all sides share. */
  readonly shared: number;
  /** Whether another page of the comparison is narrowed to a split. */
  readonly isSplit: boolean;
  /** False where lists of shared questions are too long for a link. */
  readonly isExact: boolean;
}

/** Over which rollouts the curves are, why that matters, and how they are smoothed. */
export function TrainingNote({ over, shared, isSplit, isExact }: TrainingNoteProps) {
  return (
    <p className={styles.about}>
      {over === 'all'
        ? `Each run over all of its own rollouts, as its trainer sees it. Steps hold different questions, so runs may differ by what they were asked; ${formatQuantity(shared, 'question')} ${shared === 1 ? 'is' : 'are'} shared by all.`
        : `Only the ${formatQuantity(shared, 'question')} that all runs share, so that the runs were asked the same in total; at a step each may still stand at other ones. What a trainer logs is over all questions.`}{' '}
      Bands are 95% intervals of the raw values, whatever is smoothed. Smoothing is an exponential moving average over
      points, debiased at its start (as in Weights &amp; Biases); the raw line stays behind it, thin and pale. Rollouts
      and tokens so far count every rollout of a run at its steps.{' '}
      {over === 'shared' && !isExact
        ? `The ${formatCount(shared)} shared questions are too many to name in a link, so a point opens all rollouts of its run at that step. `
        : ''}
      {isSplit ? 'The split chosen for the differences does not narrow these curves.' : ''}
    </p>
  );
}
