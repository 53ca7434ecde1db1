import { fixedDigits } from '@/lib/core/format/fixed-digits';

import type { ComparedNumbers, ComparedSideFacts, Comparison } from './comparison';
import { quantityWords } from './number-words';
import { sideLabel } from './side-label';

/** Numbers of metrics under a heading, and the tests that Holm's correction was taken over for them. */
export interface NumbersOfSplit {
  /** Null for all questions. */
  readonly split: string | null;
  readonly metrics: readonly ComparedNumbers[];
  readonly tests: number;
}

/** All numbers of a comparison: those over all questions, then those of each split. */
export function numbersBySplit(comparison: Comparison): readonly NumbersOfSplit[] {
  const { metrics, splits, tests, testsOfSplits, split } = comparison;
  const each = splits.filter((one) => one.split !== null);
  return [
    { split, metrics, tests },
    ...each.map((one) => ({ split: one.split, metrics: one.metrics, tests: testsOfSplits })),
  ];
}

function sideNote(side: ComparedSideFacts): string {
  const { run, groupSize, rolloutsShared } = side;
  const size =
    groupSize === null
      ? ''
      : groupSize.smallest === groupSize.largest
        ? `, groups of ${groupSize.median}`
        : `, groups of ${groupSize.smallest} to ${groupSize.largest}`;
  const steps = side.steps === null ? ', all steps' : '';
  return `${sideLabel(side)} (run ${run.id}${steps}, ${quantityWords(rolloutsShared, 'rollout')}${size})`;
}

/**
 * What was compared over what and how, in sentences: every export carries them. Names of runs and splits in them are
 * text of strangers, which each format escapes.
 */
export function comparisonNotes(comparison: Comparison): readonly string[] {
  const { sides, questions, baseline, k, split, definitions, resampling, splits } = comparison;
  const { resamples, permutations, confidence, seed } = resampling;
  const base = sides[baseline];
  const percent = `${Math.round(confidence * 100)}%`;
  const counts = `${quantityWords(questions.shared, 'question')} that all ${sides.length} share`;
  const others = `${quantityWords(questions.partly, 'question')} on some only, ${questions.unmatched} on one only, ${questions.ambiguous} ambiguous: left out`;
  return [
    `Compared: ${sides.map(sideNote).join('; ')}.`,
    `Over the ${counts} (${others}). n is the number of questions that define a metric on every side.`,
    `Split: ${split ?? 'all questions'}.`,
    'Every question weighs the same, whatever its number of rollouts; only the near-miss share is over all wrong rollouts together. Shares are in percent, their differences in points.',
    `Brackets hold ${percent} intervals. Of shares: Wilson's at the effective size of the sample of questions (Korn and Graubard 1998, Dean and Pagano 2015); of amounts: Student's t over questions; of differences: ${fixedDigits(resamples, 0)} bootstrap resamples of whole questions (seed ${seed}), with percentiles expanded for few questions (Hesterberg 2015).`,
    `Differences are to the baseline${base === undefined ? '' : `, ${sideLabel(base)}`}; p is after Holm's correction. Tests: exact McNemar where each value of a question is 0 or 1, else permutation of signs (${fixedDigits(permutations, 0)} drawn where not all; where that p is small it is a bound that is never too small).`,
    `* a difference is shown: its interval leaves zero out, and p < 0.05 after Holm's correction over ${quantityWords(comparison.tests, 'test')}${splits.length === 0 ? '' : '; rows of splits are corrected over all tests of splits'}.`,
    'Equal differences of several metrics count as one test, and those in which no question differs as none.',
    `k = ${k}; matcher ${definitions.matcher} in ${definitions.scope}, tau ${definitions.threshold}, alpha ${definitions.alpha}, ${definitions.std} standard deviation, epsilon ${definitions.epsilon}; metrics version ${definitions.metricsVersion}.`,
  ];
}
