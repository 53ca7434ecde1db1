import { fixedDigits } from '@/lib/core/format/fixed-digits';

import type { MetricKind } from './compared-metrics';

const MINUS = '−';

/** Decimals in which amounts that stand together are written: by the largest of them. */
function digitsOf(kind: MetricKind, values: readonly number[]): number {
  if (kind === 'fraction') return 1;
  const largest = Math.max(...values.map(Math.abs));
  return largest >= 100 ? 0 : largest >= 10 ? 1 : 2;
}

function unsigned(value: number, digits: number): string {
  return fixedDigits(Math.abs(value), digits);
}

function isZero(text: string): boolean {
  return !/[1-9]/.test(text);
}

/**
 * Values of a metric as they are read, with the same decimals: percent with one decimal for a share, two to no decimals
 * for an amount, by the largest.
 *
 * @example valueWords('fraction', [0.614, 0.58]) // ['61.4', '58.0']: percent
 */
export function valueWords(kind: MetricKind, values: readonly number[]): readonly string[] {
  const digits = digitsOf(kind, values);
  return values.map((value) => {
    const text = unsigned(kind === 'fraction' ? value * 100 : value, digits);
    return value < 0 && !isZero(text) ? `${MINUS}${text}` : text;
  });
}

/**
 * Differences as they are read, with sign and the same decimals: points of percent for a share, plain for an amount.
 *
 * @example changeWords('fraction', [0.042, -0.011]) // ['+4.2', '−1.1']: points
 */
export function changeWords(kind: MetricKind, values: readonly number[]): readonly string[] {
  const digits = digitsOf(kind, values);
  return values.map((value) => {
    const text = unsigned(kind === 'fraction' ? value * 100 : value, digits);
    if (isZero(text)) return text;
    return value < 0 ? `${MINUS}${text}` : `+${text}`;
  });
}

/** `p = 0.003`, `p < 0.001`, `p = 0.32`. @param pValue in [0, 1] */
export function probabilityWords(pValue: number): string {
  if (pValue < 0.001) return 'p < 0.001';
  if (pValue >= 0.995) return 'p = 1';
  // Never the rounding that would move a p over the 5 % it is compared with.
  const digits = pValue < 0.1 ? 3 : 2;
  const text = pValue.toFixed(digits);
  return Number(text) === 0.05 && pValue !== 0.05 ? `p = ${pValue.toFixed(4)}` : `p = ${text}`;
}

/** `214 questions`, `1 question`. */
export function quantityWords(count: number, singular: string, plural = `${singular}s`): string {
  return `${unsigned(count, 0)} ${count === 1 ? singular : plural}`;
}
