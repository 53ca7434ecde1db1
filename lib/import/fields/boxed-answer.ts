const BOXED = '\\boxed{';
const LONGEST = 20_000;

/**
 * What stands in the last `\boxed{...}` of a text, inner braces and all, a `\text{...}` around it left out. Null where
 * there is none, or it does not end.
 *
 * @example lastBoxedAnswer('so \\boxed{\\text{Lake Thun}}.') // 'Lake Thun'
 */
export function lastBoxedAnswer(text: string): string | null {
  const open = text.lastIndexOf(BOXED);
  if (open === -1) return null;
  const start = open + BOXED.length;
  let depth = 1;
  for (let index = start; index < Math.min(text.length, start + LONGEST); index += 1) {
    const character = text[index];
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (depth === 0) return withoutTextMark(text.slice(start, index).trim());
  }
  return null;
}

function withoutTextMark(answer: string): string | null {
  const inner = /^\\text\{([^{}]*)\}$/.exec(answer)?.[1] ?? answer;
  return inner.trim() === '' ? null : inner.trim();
}
