import { formatCount, formatNumber, type NumberKind } from '@/components/format/format-number';
import type { Correlation, Estimate } from '@/lib/core/rewards/run-summary';
import { UNDEFINED_REASON_TEXT, undefinedReasonOf } from '@/lib/core/statistics/undefined-reason';

/** What an interval says, in words: `95% interval 12.0% to 20.0%, n = 400`. */
export function intervalText(estimate: Estimate | Correlation, kind: NumberKind): string {
  const count = `n = ${formatCount(estimate.n)}`;
  if (estimate.low === null || estimate.high === null) {
    const reason = undefinedReasonOf(estimate);
    return `No interval, ${count}.${reason === null ? '' : ` ${UNDEFINED_REASON_TEXT[reason]}`}`;
  }
  return `95% interval ${formatNumber(estimate.low, kind)} to ${formatNumber(estimate.high, kind)}, ${count}`;
}

/** The same where the page says elsewhere that intervals are 95%: `12.0% to 20.0%, n = 400`. */
export function shortIntervalText(estimate: Estimate | Correlation, kind: NumberKind): string {
  const count = `n = ${formatCount(estimate.n)}`;
  if (estimate.low === null || estimate.high === null) return count;
  return `${formatNumber(estimate.low, kind)} to ${formatNumber(estimate.high, kind)}, ${count}`;
}
