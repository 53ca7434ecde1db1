const FORMATS = new Map<number, Intl.NumberFormat>();

/**
 * A number with so many decimals and commas between thousands: `1,234.50`. Formats are made once: a table holds thousands
 * of numbers, and making a format costs more than using it.
 *
 * @param digits integer from 0 to 100
 */
export function fixedDigits(value: number, digits: number): string {
  const known = FORMATS.get(digits);
  if (known !== undefined) return known.format(value);
  const format = new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  FORMATS.set(digits, format);
  return format.format(value);
}
