/** A count with thousands separated, as the pages write it. */
export function countWords(count: number): string {
  return count.toLocaleString('en', { maximumFractionDigits: 0 });
}

/** `3 rollouts`, `1 rollout`. */
export function quantityWords(count: number, singular: string, plural = `${singular}s`): string {
  return `${countWords(count)} ${count === 1 ? singular : plural}`;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes in the unit that leaves one to three digits before the point: `12.5 MB`. */
export function bytesWords(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  const text = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${text} ${UNITS[unit] ?? 'B'}`;
}

/** A fraction in [0, 1] as a percentage with one decimal. */
export function percentWords(fraction: number): string {
  return `${(fraction * 100).toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })}%`;
}
