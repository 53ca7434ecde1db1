/** What reading a call's JSON can put beside or between its strings: bullets, lines, numbers, punctuation. */
const MADE_BY_READING = /[•\n\d{}[\]":,.+-]/;
const TAGGED_CALL = /tool_call>/i;
const BACKSLASH = 0x5c;

/**
 * Whether words may stand in what is read of a tool call although its JSON, as it was logged, does not hold them: several
 * arguments are joined by line breaks and bullets, numbers are written anew, and so is an object without any string.
 * For all other words only an escape (`\"`, `\u00e9`) makes a difference.
 */
export function canComeOfReading(text: string): boolean {
  if (text.length === 1 || MADE_BY_READING.test(text)) return true;
  return 'infinity'.includes(text.toLowerCase()) || text.trim() === '';
}

/** Whether a text in UTF-8 has a backslash, so that what is read of its JSON may differ from it. */
export function hasEscape(bytes: Uint8Array): boolean {
  return bytes.includes(BACKSLASH);
}

/** Whether what an assistant wrote may hold a tool call in a tag, whose JSON is read. */
export function holdsTaggedCall(text: string): boolean {
  return TAGGED_CALL.test(text);
}
