/** A field of a CSV line; null is an empty field. */
export type CsvValue = string | number | boolean | null;

/** What makes a spreadsheet read a text as a formula. */
const FORMULA_START = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

function csvField(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = FORMULA_START.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * One line of CSV (RFC 4180, CRLF). A log is text of strangers: a text that a spreadsheet would run as a formula
 * (starting with = + - @, tab or carriage return) gets an apostrophe before it, which spreadsheets take as "text
 * follows"; numbers stay numbers. JSON Lines and Parquet carry the texts unchanged.
 *
 * @example csvLine(['=1+1', -2, null]) // "'=1+1,-2,\r\n"
 */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvField).join(',')}\r\n`;
}
