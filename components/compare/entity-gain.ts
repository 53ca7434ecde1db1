import { formatCount, formatDecimal, formatQuantity, formatSigned } from '@/components/format/format-number';
import { rolloutsHref } from '@/components/runs/run-place';
import type { EntityChange, GainGap, GainTest } from '@/lib/core/compare-runs/entity-gains';
import { FEWEST_QUESTIONS } from '@/lib/core/compare-runs/mean-over-questions';
import { quoteFilterText } from '@/lib/core/filter/format-filter';
import type { Definitions } from '@/lib/core/rewards/definitions';

/** An entity on one side. */
export interface GainShare {
  readonly found: number;
  readonly rollouts: number;
  readonly share: number;
  readonly spellings: readonly string[];
  readonly questionNumbers: readonly number[] | null;
}

/** An entity in one question on one side. */
export interface GainInQuestion {
  readonly questionNo: number;
  readonly group: number | null;
  readonly groups: number;
  readonly found: number;
  readonly rollouts: number;
}

/** A gold entity on two sides of a comparison as the page shows it. */
export interface EntityGainRow {
  readonly name: string;
  readonly change: EntityChange;
  readonly questions: number;
  readonly questionList: readonly {
    readonly questionId: string | null;
    readonly question: string | null;
    readonly baseline: GainInQuestion;
    readonly against: GainInQuestion;
  }[];
  readonly baseline: GainShare;
  readonly against: GainShare;
  readonly difference: {
    readonly value: number;
    readonly low: number | null;
    readonly high: number | null;
    readonly gap: GainGap | null;
  };
  readonly test: { readonly kind: GainTest; readonly pValue: number; readonly holm: number | null };
}

/** One of the two sides: its run, and what it is called and filtered by. */
export interface GainSide {
  readonly run: { readonly id: number; readonly name: string };
  readonly label: string;
  readonly rolloutFilter: string;
}

/** What each change is called, and what it means. */
export const CHANGE_WORDS: Readonly<Record<EntityChange, { readonly label: string; readonly means: string }>> = {
  learned: { label: 'Learned', means: 'No rollout of the baseline found it; some of this run did.' },
  gained: { label: 'More often', means: 'A larger share of this run’s rollouts found it than of the baseline’s.' },
  same: { label: 'Same', means: 'Equal shares found it on both sides, often none or all.' },
  lost: { label: 'Less often', means: 'A smaller share of this run’s rollouts found it than of the baseline’s.' },
  forgotten: { label: 'Forgotten', means: 'Rollouts of the baseline found it; none of this run did.' },
};

const GAP_WORDS: Readonly<Record<GainGap, string>> = {
  few_questions: `no interval: it stands in two to ${FEWEST_QUESTIONS - 1} questions, too few for one over questions`,
  no_spread: 'no interval: the difference is the same in each of its questions',
};

const TEST_WORDS: Readonly<Record<GainTest, string>> = {
  fisher: 'Fisher’s exact test',
  exact: 'exact test over its questions',
  mantel_haenszel: 'Cochran-Mantel-Haenszel test over its questions',
};

/** A difference of shares in percentage points: `+62.5`. */
export function pointsText(difference: number): string {
  return formatSigned(difference * 100, 1);
}

/** The bounds of a difference, in points; empty where there are none. */
export function gainIntervalText({ low, high }: EntityGainRow['difference']): string {
  return low === null || high === null ? '' : `${pointsText(low)} to ${pointsText(high)}`;
}

/** What is behind a difference, in one sentence. */
export function gainWords({ difference, questions, baseline, against }: EntityGainRow): string {
  const method = questions === 1 ? 'Newcombe' : 'over questions';
  const interval =
    difference.gap === null
      ? `95% interval ${gainIntervalText(difference)} points, ${method}`
      : GAP_WORDS[difference.gap];
  return `${interval}; ${formatQuantity(questions, 'question')}, ${formatCount(baseline.rollouts)} rollouts of the baseline and ${formatCount(against.rollouts)} of this run`;
}

/** Which test an entity had, and what it says alone and among all. */
export function gainTestWords({ kind, pValue, holm }: EntityGainRow['test']): string {
  if (holm === null)
    return 'not tested: so many of its rollouts found it, or so few, that no split of them between the sides has p below 0.05';
  return `${TEST_WORDS[kind]}: p ${probabilityText(pValue)} of this entity alone`;
}

/** A p-value: `0.031`, `< 0.001`. */
export function probabilityText(pValue: number): string {
  return pValue < 0.001 ? '< 0.001' : formatDecimal(pValue, 3);
}

/** The rollouts of a side that found an entity, or that missed it: those of the questions compared where few enough. */
export function gainRolloutsHref(
  definitions: Definitions,
  { run, rolloutFilter }: GainSide,
  { share, relation }: { readonly share: GainShare; readonly relation: 'entity' | 'missing' },
): string {
  const names = share.spellings.map(quoteFilterText).join(',');
  const questions = share.questionNumbers === null ? '' : `question:${share.questionNumbers.join(',')}`;
  const terms = [`${relation}:${names}`, questions, rolloutFilter].filter((term) => term !== '');
  return rolloutsHref({ runId: run.id, definitions }, terms.join(' '));
}
