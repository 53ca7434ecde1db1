const REPLACEMENT = '\uFFFD';

/** A text PostgreSQL can hold: NUL characters and lone surrogates become U+FFFD. */
export function wellFormedText(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', REPLACEMENT) : wellFormed;
}

/**
 * A JSON text that jsonb accepts. `JSON.stringify` writes NUL characters and lone surrogates as escapes
 * (\u0000, \ud800), which jsonb refuses; each becomes \ufffd.
 */
export function wellFormedJson(json: string): string {
  const wellFormed = json.isWellFormed() ? json : json.toWellFormed();
  if (!wellFormed.includes('\\u')) return wellFormed;
  return wellFormed.replace(/\\(?:u(0000|d[89a-f][0-9a-f]{2})|[^])/gi, (escape: string, code: string | undefined) =>
    code === undefined ? escape : '\\ufffd',
  );
}
