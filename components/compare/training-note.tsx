import { formatQuantity } from '@/components/format/format-number';
import type { ComparedOver } from '@/lib/core/compare-runs/compared-over';
import styles from './training-charts.module.css';

interface TrainingNoteProps {
  readonly over: ComparedOver;
  /** Questions that all sides share, of this split. */
  readonly shared: number;
  /** Split that the curves are narrowed to; empty for all. */
  readonly split: string;
  /** False where lists of these questions are too long for a link. */
  readonly isExact: boolean;
}

/** Over which rollouts the curves are, why that matters, and how they are smoothed. */
export function TrainingNote({ over, shared, split, isExact }: TrainingNoteProps) {
  const of = split === '' ? '' : ` of the split ${split}`;
  const whose = split === '' ? ' own rollouts, as its trainer sees it' : ` own rollouts of questions${of}`;
  return (
    <p className={styles.about}>
      {over === 'all'
        ? `Each run over all of its${whose}. Steps hold different questions, so runs may differ by what they were asked; ${formatQuantity(shared, 'question')}${of} ${shared === 1 ? 'is' : 'are'} shared by all.`
        : `Only the ${formatQuantity(shared, 'question')}${of} that all runs share, so that the runs were asked the same in total; at a step each may still stand at other ones. What a trainer logs is over all questions.`}{' '}
      Bands are 95% intervals of the raw values, whatever is smoothed; a fitted y axis has room for them, so hide them
      to see smaller changes. Smoothing is an exponential moving average over points, debiased at its start (as in
      Weights &amp; Biases); the raw line stays behind it, thin and pale. Rollouts and tokens so far count every rollout
      of a run at its steps{split === '' ? '' : ', of all splits'}.{' '}
      {isExact
        ? ''
        : 'The questions are too many to name in a link, so a point opens all rollouts of its run at that step.'}
    </p>
  );
}
