import type { TextRange } from './fold-around';

/**
 * Cuts a long text into blocks of whole lines, so that a browser lays out only those in sight. A line longer than a block
 * stays whole.
 *
 * @param size UTF-16 units after which the next line feed ends a block, >= 1
 * @returns Blocks in order, which joined give the stretch back; none for an empty one
 * @example textBlocks('a\nb\nc', { start: 0, end: 5 }, 2) // [{ start: 0, end: 4 }, { start: 4, end: 5 }]
 */
export function textBlocks(text: string, { start, end }: TextRange, size: number): readonly TextRange[] {
  const blocks: TextRange[] = [];
  let position = start;
  while (position < end) {
    const feed = text.indexOf('\n', position + size);
    const next = feed === -1 || feed >= end ? end : feed + 1;
    blocks.push({ start: position, end: next });
    position = next;
  }
  return blocks;
}
