/** Longer texts are drawn plain: laying out markdown costs more than it tells. */
const LONGEST = 20_000;

const BLOCK = /^ {0,3}(?:#{1,6} \S|[-*+] \S|\d{1,3}[.)] \S|> ?\S|```|~~~)/m;
const INLINE = /\*\*[^\s*]|`[^`\n]{1,200}`|\[[^\][\n]{1,200}\]\([^()\s]{1,500}\)/;

/** Whether a text is worth the cost of markdown: not too long, and with a heading, list, quote, code, bold or link in it. */
export function holdsMarkdown(text: string): boolean {
  return text.length <= LONGEST && (BLOCK.test(text) || INLINE.test(text));
}
