import { formatCount, formatPercent } from '@/components/format/format-number';
import type { NumberInterval } from '@/lib/core/filter/filter-term';

function shortPercent(fraction: number): string {
  return formatPercent(fraction).replace('.0%', '%');
}

/** A range of match rates in words: `0%`, `above 20% to 40%`, `80% to below 100%`. */
export function rateRangeWords({ low, high, lowClosed, highClosed }: NumberInterval): string {
  if (low === high) return shortPercent(low);
  return `${lowClosed ? '' : 'above '}${shortPercent(low)} to ${highClosed ? '' : 'below '}${shortPercent(high)}`;
}

/** A range of whole numbers: `3`, `24 to 60`. */
export function countRangeWords({ low, high }: NumberInterval): string {
  return low === high ? formatCount(low) : `${formatCount(low)} to ${formatCount(high)}`;
}
