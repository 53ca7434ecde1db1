/** What is one piece of an expression: an escape, a quantifier in braces, or a single character. */
const PIECE = /\\(?:[pPu]\{[^}]*\}|k<[^>]*>|[\s\S]|$)|\{\d+(?:,\d*)?\}|[\s\S]/g;
const LONE = /^[\]{}]$/;

/**
 * Where an expression that cannot be read is at fault, as far as brackets tell: a closer without opener, the last opener
 * without closer, or a backslash at the end. Null where the fault is another; the engine names no position.
 *
 * @returns UTF-16 offset
 * @example findExpressionFault('a(b') // 1
 */
export function findExpressionFault(source: string): number | null {
  const groups: number[] = [];
  let classStart: number | null = null;
  for (const { 0: piece, index: at } of source.matchAll(PIECE)) {
    if (piece === '\\') return at;
    if (classStart !== null) {
      if (piece === ']') classStart = null;
    } else if (piece === '[') classStart = at;
    else if (piece === '(') groups.push(at);
    else if (piece === ')' ? groups.pop() === undefined : LONE.test(piece)) return at;
  }
  return classStart ?? groups.at(-1) ?? null;
}
