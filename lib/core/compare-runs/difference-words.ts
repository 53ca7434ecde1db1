import type { ComparedMetric } from './compared-metrics';
import type { GapReason, MetricDifference } from './comparison';
import { changeWords, probabilityWords, quantityWords } from './number-words';

/** Why a number is not defined, in words that go on after a colon. */
export const GAP_WORDS = {
  no_questions: 'no question that all sides share defines it',
  not_in_log: 'the log has nothing that it counts',
  group_too_small: 'no group has k rollouts with a known outcome; choose a smaller k',
  too_few_questions: 'fewer than five questions, too few for an interval over questions',
} as const satisfies Record<GapReason, string>;

/** What a difference is told from beside its own numbers. */
export interface DifferenceBasis {
  /** Questions that the metric is compared over. */
  readonly questions: number;
  /** Tests that Holm's correction was taken over. */
  readonly tests: number;
}

/** `p = 0.003 after Holm over 26 tests`; a single test needs no correction. */
export function holmWords(test: NonNullable<MetricDifference['test']>, tests: number): string {
  return tests <= 1
    ? probabilityWords(test.pValue)
    : `${probabilityWords(test.holm)} after Holm over ${quantityWords(tests, 'test')}`;
}

/** `points` behind the difference of a share; nothing behind that of an amount. */
function unitOf({ kind }: Pick<ComparedMetric, 'kind'>): string {
  return kind === 'fraction' ? ' points' : '';
}

/**
 * What a side's difference to the baseline comes to, as a sentence without its subject.
 *
 * @example 'no difference shown: interval −2.1 to +3.4 points, 214 questions'
 * @example 'higher by 4.2 points: interval +1.1 to +7.3, 214 questions, p = 0.003 after Holm over 26 tests'
 * @example 'identical on all 214 questions'
 * @example '1 shared question: no interval, difference +25.0 points'
 */
export function differenceWords(
  metric: Pick<ComparedMetric, 'kind'>,
  difference: MetricDifference,
  basis: DifferenceBasis,
): string {
  const { value, low, high, reason, verdict } = difference;
  if (value === null) return `not defined: ${GAP_WORDS[reason ?? 'no_questions']}`;
  if (verdict === 'identical') return identicalWords(basis.questions);
  if (low === null || high === null) return withoutInterval(metric, value, basis.questions);
  return withInterval(metric, { ...difference, value, low, high }, basis);
}

type WithInterval = MetricDifference & { readonly value: number; readonly low: number; readonly high: number };

function withInterval(
  metric: Pick<ComparedMetric, 'kind'>,
  { value, low, high, verdict, test }: WithInterval,
  { questions, tests }: DifferenceBasis,
): string {
  const [change = '', from = '', to = ''] = changeWords(metric.kind, [value, low, high]);
  const unit = unitOf(metric);
  const count = quantityWords(questions, 'question');
  const after = test === null ? '' : `, ${holmWords(test, tests)}`;
  if (verdict === 'higher' || verdict === 'lower') {
    return `${verdict} by ${change.replace(/^[+−]/, '')}${unit}: interval ${from} to ${to}, ${count}${after}`;
  }
  if (test === null || !leavesZeroOut({ low, high })) {
    return `no difference shown: interval ${from} to ${to}${unit}, ${count}`;
  }
  const by = tests <= 1 ? 'by the test' : `after Holm over ${quantityWords(tests, 'test')}`;
  const p = probabilityWords(tests <= 1 ? test.pValue : test.holm);
  return `not shown ${by}, though its own interval leaves zero out: ${from} to ${to}${unit}, ${count}, ${p}`;
}

/** Whether an interval, which is for one difference alone, has zero outside. */
export function leavesZeroOut({ low, high }: Pick<MetricDifference, 'low' | 'high'>): boolean {
  return low !== null && high !== null && (low > 0 || high < 0);
}

function identicalWords(questions: number): string {
  return `identical on ${questions === 1 ? 'the one shared question' : `all ${quantityWords(questions, 'question')}`}`;
}

function withoutInterval(metric: Pick<ComparedMetric, 'kind'>, value: number, questions: number): string {
  const [change = ''] = changeWords(metric.kind, [value]);
  const gap = questions > 1 ? 'too few for an interval' : 'no interval';
  return `${quantityWords(questions, 'shared question')}: ${gap}, difference ${change}${unitOf(metric)}`;
}

/** Whether a shown difference is the good or the bad way; null where nothing is shown or neither way is good. */
export function goodnessOf(
  { better }: Pick<ComparedMetric, 'better'>,
  { verdict }: Pick<MetricDifference, 'verdict'>,
): 'better' | 'worse' | null {
  if (better === null || (verdict !== 'higher' && verdict !== 'lower')) return null;
  return verdict === better ? 'better' : 'worse';
}
