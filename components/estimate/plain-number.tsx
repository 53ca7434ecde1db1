import { formatNumber, NOT_DEFINED, type NumberKind } from '@/components/format/format-number';
import { Tip } from '@/components/tip/tip';

interface PlainNumberProps {
  readonly value: number | null;
  readonly kind: NumberKind;
  readonly missingBecause: string;
  readonly focusable?: boolean;
}

/** A number without an interval; an en dash with the reason on hover where it is not defined. */
export function PlainNumber({ value, kind, missingBecause, focusable = false }: PlainNumberProps) {
  if (value !== null) return <>{formatNumber(value, kind)}</>;
  return (
    <Tip text={`Not defined: ${missingBecause}`} focusable={focusable}>
      {NOT_DEFINED}
    </Tip>
  );
}
