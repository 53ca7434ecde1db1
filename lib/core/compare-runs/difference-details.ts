import type { ComparedMetric } from './compared-metrics';
import type { ComparedNumbers, MetricDifference, MetricValue, TestKind } from './comparison';
import { differenceWords, GAP_WORDS, leavesZeroOut } from './difference-words';
import { isRatioMetric } from './metric-questions';
import { changeWords, probabilityWords, quantityWords, valueWords } from './number-words';

const TEST_WORDS = {
  mcnemar: 'exact McNemar',
  sign_flip_exact: 'permutation of signs, all of them',
  sign_flip: 'permutation of signs, 10,000 drawn; where small, a bound that is never too small',
} as const satisfies Record<TestKind, string>;

/** What each verdict is called, and the sign that stands for it. */
const VERDICT_WORDS = {
  higher: { sign: '▲', word: 'higher' },
  lower: { sign: '▼', word: 'lower' },
  none_shown: { sign: '≈', word: 'no difference shown' },
  identical: { sign: '=', word: 'identical' },
  undefined: { sign: '–', word: 'not defined' },
} as const;

/** The sign of a difference and its words: hollow where its own interval leaves zero out and Holm's correction does not. */
export function verdictWords(difference: Pick<MetricDifference, 'verdict' | 'value' | 'low' | 'high'>): {
  readonly sign: string;
  readonly word: string;
} {
  if (difference.verdict !== 'none_shown' || !leavesZeroOut(difference)) return VERDICT_WORDS[difference.verdict];
  return { sign: (difference.value ?? 0) > 0 ? '△' : '▽', word: 'not shown after Holm' };
}

/** Everything behind a side's value, one fact a line. */
export function valueDetails(metric: ComparedMetric, value: MetricValue, questions: number): readonly string[] {
  if (value.value === null) return [`Not defined: ${GAP_WORDS[value.reason ?? 'not_in_log']}.`];
  const { low, high, observations, repetition } = value;
  const unit = metric.kind === 'fraction' ? '%' : '';
  const lines = [`${quantityWords(questions, 'question')}, ${quantityWords(observations, metric.unit)}`];
  if (low === null || high === null) lines.push(`No interval: ${GAP_WORDS.too_few_questions}.`);
  else lines.push(`95% interval over questions ${valueWords(metric.kind, [low, high]).join(' to ')}${unit}`);
  if (repetition !== null) {
    const { icc, designEffect, effectiveSize } = repetition;
    lines.push(
      `Alike within questions: ICC ${decimal(icc)}, design effect ${decimal(designEffect)}, worth ${quantityWords(Math.round(effectiveSize), `independent ${metric.unit}`)}`,
    );
  }
  return lines;
}

/** Everything behind a side's difference to the baseline, one fact a line. */
export function differenceDetails(
  metric: ComparedMetric,
  difference: MetricDifference,
  { questions }: Pick<ComparedNumbers, 'questions'>,
  tests: number,
): readonly string[] {
  const { test, effectSize, detectable, higher, lower, ties } = difference;
  const sentence = differenceWords(metric, difference, { questions, tests });
  const lines = [`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`];
  if (difference.value === null) return lines;
  if (test !== null) {
    lines.push(
      `${probabilityWords(test.pValue)} alone, ${probabilityWords(test.holm)} after Holm (${TEST_WORDS[test.kind]})`,
    );
  }
  const counted = isRatioMetric(metric.id) ? 'Questions with a value on both sides' : 'Questions';
  lines.push(`${counted}: ${higher} higher, ${lower} lower, ${ties} alike`);
  if (effectSize !== null) lines.push(`Effect size d_z ${changeWords('amount', [effectSize])[0] ?? ''}`);
  if (detectable !== null) {
    const [size = ''] = valueWords(metric.kind, [detectable]);
    lines.push(
      `Detectable with 80% power by one test alone, without Holm: ${size}${metric.kind === 'fraction' ? ' points' : ''}`,
    );
  }
  return lines;
}

function decimal(value: number): string {
  return valueWords('amount', [value])[0] ?? '';
}
