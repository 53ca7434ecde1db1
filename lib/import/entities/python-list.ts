const ESCAPED: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
]);

/**
 * The strings of a list in Python's or numpy's writing: `['a', "b's"]`, `['a' 'b']`, `array(['a'], dtype=object)`, nested
 * ones too. Numbers, `None` and brackets between the strings are passed over.
 *
 * @returns null where the text is no such list, or a string in it does not end
 */
export function stringsOfPythonList(text: string): readonly string[] | null {
  const list = text.trim();
  if (!/^(?:array\()?[[(]/.test(list) || !/[\])]$/.test(list)) return null;
  const strings: string[] = [];
  let index = 0;
  while (index < list.length) {
    const quote = list.charAt(index);
    index += 1;
    if (quote !== "'" && quote !== '"') {
      if (!/[[\](),\s\w.+=-]/.test(quote)) return null;
      continue;
    }
    const end = endOfString(list, index, quote);
    if (end === -1) return null;
    strings.push(unescaped(list.slice(index, end)));
    index = end + 1;
  }
  return strings;
}

/** Index of the closing quote; -1 where there is none. */
function endOfString(text: string, start: number, quote: string): number {
  for (let index = start; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === quote) return index;
    if (character === '\\') index += 1;
  }
  return -1;
}

function unescaped(text: string): string {
  return text.replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|([^]))/g, (_, two?: string, four?: string, one?: string) => {
    const code = two ?? four;
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return ESCAPED.get(one ?? '') ?? one ?? '';
  });
}
