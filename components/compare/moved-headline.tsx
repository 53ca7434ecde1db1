import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import type { OutcomeMoves } from '@/lib/core/compare-runs/outcome-transitions';
import { compareHref } from './compare-place';
import styles from './moved-headline.module.css';
import { movedListHref, type MovedPlace } from './moved-place';

interface MovedHeadlineProps {
  readonly moves: OutcomeMoves;
  readonly questions: number;
  /** Rollouts of these questions on each side. */
  readonly rollouts: { readonly baseline: number; readonly against: number };
  readonly place: MovedPlace;
  readonly labels: { readonly baseline: string; readonly against: string };
  readonly sides: number;
}

interface PartProps {
  readonly place: MovedPlace;
  readonly moved: string;
  readonly count: number;
  readonly children: ReactNode;
}

/** A part of the sentence that opens its questions, where it has any. */
function Part({ place, moved, count, children }: PartProps) {
  if (count === 0) return <>{children}</>;
  return (
    <Link href={movedListHref(place, moved)} prefetch={false}>
      {children}
    </Link>
  );
}

function netWords({ toCorrect, fromCorrect }: OutcomeMoves, questions: number): string {
  const net = toCorrect - fromCorrect;
  const of = `of ${formatQuantity(questions, 'question')}`;
  if (net === 0) return `no net change ${of}`;
  return `a net ${net > 0 ? 'gain' : 'loss'} of ${formatCount(Math.abs(net))} ${of}`;
}

/** The page's answer in one sentence, and what it rests on. */
export function MovedHeadline({ moves, questions, rollouts, place, labels, sides }: MovedHeadlineProps) {
  const { toCorrect, fromCorrect, kept, otherwise, unknown } = moves;
  return (
    <div className={styles.headline}>
      <h2 className={styles.verdict}>
        <Part place={place} moved="not_correct>correct" count={toCorrect}>
          {formatQuantity(toCorrect, 'question')} moved to correct
        </Part>
        ,{' '}
        <Part place={place} moved="correct>not_correct" count={fromCorrect}>
          {formatCount(fromCorrect)} from correct
        </Part>
        : {netWords(moves, questions)};{' '}
        <Part place={place} moved="kept" count={kept}>
          {formatCount(kept)} kept their outcome
        </Part>
        {otherwise === 0 ? null : (
          <>
            ,{' '}
            <Part place={place} moved="otherwise" count={otherwise}>
              {formatCount(otherwise)} changed without being correct on either side
            </Part>
          </>
        )}
        .
      </h2>
      <p className={styles.note}>
        From <strong>{labels.baseline}</strong> (baseline, {formatQuantity(rollouts.baseline, 'rollout')}) to{' '}
        <strong>{labels.against}</strong> ({formatQuantity(rollouts.against, 'rollout')}), over the{' '}
        {formatQuantity(questions, 'question')} that {sides === 2 ? 'both' : `all ${sides} sides`} share
        {place.compare.split === '' ? '' : ` in the split ${place.compare.split}`}.
        {unknown === 0 ? '' : ` Of ${formatQuantity(unknown, 'question')} the outcome is not known on every side.`} The
        outcome of a question on a side is Correct where at least half of its rollouts with a known outcome are correct
        there, an even split included; else the most frequent of the other outcomes, ties going to the better one;
        Unknown where no outcome is known. Sampling alone moves questions too: whether the difference is more than that
        stands under{' '}
        <Link href={compareHref(place.compare)} prefetch={false}>
          Differences
        </Link>
        .
        {place.compare.split === '' ? null : (
          <>
            {' '}
            <Link href={compareHref({ ...place.compare, split: '' }, '/questions')} prefetch={false}>
              All splits
            </Link>
          </>
        )}
      </p>
    </div>
  );
}
