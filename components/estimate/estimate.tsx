import type { Correlation, Estimate as EstimateValue } from '@/lib/core/rewards/run-summary';
import { formatNumber, NOT_DEFINED, type NumberKind } from '@/components/format/format-number';
import { Tip } from '@/components/tip/tip';
import { intervalText } from './interval-text';

interface EstimateProps {
  readonly estimate: EstimateValue | Correlation;
  readonly kind: NumberKind;
  /** Why there is no value, where there is none. */
  readonly missingBecause: string;
  readonly focusable?: boolean;
}

function centreOf(estimate: EstimateValue | Correlation): number | null {
  return 'r' in estimate ? estimate.r : estimate.value;
}

/** A number with its interval and n on hover and focus; an en dash with the reason where it is not defined. */
export function Estimate({ estimate, kind, missingBecause, focusable = true }: EstimateProps) {
  const centre = centreOf(estimate);
  if (centre === null) {
    return (
      <Tip text={`Not defined: ${missingBecause}`} focusable={focusable}>
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
