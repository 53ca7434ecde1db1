/** Longer texts are drawn plain: laying out markdown costs more than it tells. */
const LONGEST = 20_000;
/** So are texts of hardly anything but signs: their cost grows with the square of the signs. */
const MOST_SIGNS = 1200;

const BLOCK = /^ {0,3}(?:#{1,6} \S|[-*+] \S|\d{1,3}[.)] \S|> ?\S|```|~~~)/m;
const INLINE = /\*\*[^\s*]|`[^`\n]{1,200}`|\[[^\][\n]{1,200}\]\([^()\s]{1,500}\)/;
const NESTED_TO_DEATH = /^(?:[ \t]{0,3}[>*+-]){12}/m;
const SIGN = /[*_[\]`]/g;

/** Whether a text is worth the cost of markdown: not too much of it, and with a heading, list, quote, code, bold or link. */
export function holdsMarkdown(text: string): boolean {
  if (text.length > LONGEST || !(BLOCK.test(text) || INLINE.test(text))) return false;
  return !NESTED_TO_DEATH.test(text) && (text.match(SIGN)?.length ?? 0) <= MOST_SIGNS;
}
