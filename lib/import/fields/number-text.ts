const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,4})?$/i;
/** Python's `str` of a float has at most 24 characters; anything much longer is no number a log wrote. */
const LONGEST = 40;

/**
 * The number a text is, as tables and logs of strings hold numbers (`"0.5"`); null where the text is anything else, or too
 * large for a double.
 *
 * @example numberFromText('0.5') // 0.5
 * @example numberFromText('high') // null
 */
export function numberFromText(text: string): number | null {
  const trimmed = text.length > LONGEST ? '' : text.trim();
  const number = DECIMAL.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

/** `true` or `false` in any case, as Python and JSON write them; null where the text is anything else. */
export function booleanFromText(text: string): boolean | null {
  const word = text.length > LONGEST ? '' : text.trim().toLowerCase();
  if (word === 'true') return true;
  return word === 'false' ? false : null;
}
