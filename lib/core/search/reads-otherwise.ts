/** What reading a call's JSON can put beside or between its strings: bullets, lines, punctuation. */
const MADE_BY_READING = /[•\n{}[\]":,]/;
/** A number is written anew, alone or behind a bullet: `1000.0` reads `1000`. */
const PART_OF_NUMBER = /^[\d.e+-]*$/i;
const TAGGED_CALL = /tool_call>/i;
const BACKSLASH = 0x5c;

/**
 * Whether words may stand in what is read of a tool call although its JSON, as it was logged, does not hold them: several
 * arguments are joined by line breaks and bullets, numbers are written anew, and so is an object without any string.
 * For all other words only an escape (`\"`, `\u00e9`) makes a difference: they stand within one string of the JSON, and
 * a bullet's blank is the only character of reading that can come before them.
 *
 * @example canComeOfReading('is number 77') // false: no number, and no two arguments, read like that
 */
export function canComeOfReading(text: string): boolean {
  if (text.length === 1 || text.startsWith(' ') || MADE_BY_READING.test(text)) return true;
  return '-infinity'.includes(text.toLowerCase()) || PART_OF_NUMBER.test(text) || text.trim() === '';
}

/** Whether a text in UTF-8 has a backslash, so that what is read of its JSON may differ from it. */
export function hasEscape(bytes: Uint8Array): boolean {
  return bytes.includes(BACKSLASH);
}

/** Whether what an assistant wrote may hold a tool call in a tag, whose JSON is read. */
export function holdsTaggedCall(text: string): boolean {
  return TAGGED_CALL.test(text);
}
