import type { Correlation, Estimate as EstimateValue } from '@/lib/core/rewards/run-summary';
import { formatNumber, NOT_DEFINED, type NumberKind } from '@/components/format/format-number';
import { Tip } from '@/components/tip/tip';
import { UNDEFINED_REASON_TEXT, undefinedReasonOf } from '@/lib/core/statistics/undefined-reason';
import { intervalText } from './interval-text';

interface EstimateProps {
  readonly estimate: EstimateValue | Correlation;
  readonly kind: NumberKind;
  /** Why there is no value, where there is none; left out where the statistic itself tells. */
  readonly missingBecause?: string;
  readonly focusable?: boolean;
}

function centreOf(estimate: EstimateValue | Correlation): number | null {
  return 'r' in estimate ? estimate.r : estimate.value;
}

/** A number with its interval and n on hover and focus; an en dash with the reason where it is not defined. */
export function Estimate({ estimate, kind, missingBecause, focusable = true }: EstimateProps) {
  const centre = centreOf(estimate);
  if (centre === null) {
    const reason = undefinedReasonOf(estimate);
    const because = missingBecause ?? (reason === null ? '' : UNDEFINED_REASON_TEXT[reason]);
    return (
      <Tip text={`Not defined: ${because}`} focusable={focusable}>
        {NOT_DEFINED}
      </Tip>
    );
  }
  return (
    <Tip text={intervalText(estimate, kind)} focusable={focusable}>
      {formatNumber(centre, kind)}
    </Tip>
  );
}
