/** Characters that move a cursor, hide text or turn its direction: logs must not command a terminal. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A text of a log on one line of a terminal: white space runs become one space, what cannot be printed becomes `\uFFFD`,
 * and what is longer than `longest` characters ends with an ellipsis.
 */
export function oneLine(text: string, longest = Number.MAX_SAFE_INTEGER): string {
  // A character is at most two units; white space at the front must not eat the whole window.
  const window = longest > 1_000_000 ? text : text.slice(0, longest * 8 + 256);
  const line = window.replaceAll(/\s+/g, ' ').trim().replaceAll(UNPRINTABLE, '\uFFFD');
  const characters = line.length <= longest ? null : Array.from(line);
  if (characters === null || characters.length <= longest) return window.length < text.length ? `${line}…` : line;
  return `${characters.slice(0, longest - 1).join('')}…`;
}
