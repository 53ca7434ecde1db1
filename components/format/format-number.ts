import { fixedDigits } from '@/lib/core/format/fixed-digits';

/** What stands for a value that is not defined. */
export const NOT_DEFINED = '–';
const MINUS = '−';

function fixed(value: number, digits: number): string {
  const text = fixedDigits(Math.abs(value), digits);
  const isZero = Number(text.replaceAll(',', '')) === 0;
  return value < 0 && !isZero ? `${MINUS}${text}` : text;
}

/** A fraction in [0, 1] as a percentage with one decimal. The only place where percent is made. */
export function formatPercent(fraction: number | null): string {
  return fraction === null ? NOT_DEFINED : `${fixed(fraction * 100, 1)}%`;
}

/** A number with `digits` decimals and a true minus sign. */
export function formatDecimal(value: number | null, digits = 2): string {
  return value === null ? NOT_DEFINED : fixed(value, digits);
}

/** A number whose sign matters (coefficient, advantage): a plus stands before positive values. */
export function formatSigned(value: number | null, digits = 2): string {
  if (value === null) return NOT_DEFINED;
  const text = fixed(value, digits);
  return value > 0 && Number(text.replaceAll(',', '')) !== 0 ? `+${text}` : text;
}

/** A count with thousands separated. */
export function formatCount(value: number | null): string {
  return value === null ? NOT_DEFINED : fixed(value, 0);
}

/** Bytes in the unit that leaves one to three digits before the point. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${fixed(value, unit === 0 || value >= 100 ? 0 : 1)} ${units[unit] ?? 'B'}`;
}

/** `3 rollouts`, `1 rollout`. */
export function formatQuantity(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** An ISO time as `2026-03-04 15:06` in UTC: the same text on the server and in the browser. */
export function formatTime(iso: string | null): string {
  return iso === null ? NOT_DEFINED : iso.slice(0, 16).replace('T', ' ');
}

export type NumberKind = 'percent' | 'signed' | 'decimal' | 'count' | 'reward';

/** The formatter of a kind of number, so that a value looks the same wherever it stands. */
export function formatNumber(value: number | null, kind: NumberKind): string {
  switch (kind) {
    case 'percent':
      return formatPercent(value);
    case 'signed':
      return formatSigned(value);
    case 'decimal':
      return formatDecimal(value, 1);
    case 'count':
      return formatCount(value);
    case 'reward':
      return formatDecimal(value, 3);
  }
}
