import { findText, type TextQuery } from '@/lib/core/rollout/find-text';

const FOUND = 'found';
const FOUND_CURRENT = 'found-current';
/** Places marked in one drawn text; a text of one letter a hundred thousand times is no use marked. */
const MARKED_PLACES = 500;

/** The places of a query in what is drawn of a text, in reading order. Markup in between does not part them. */
export function rangesIn(element: Element, query: TextQuery): readonly Range[] {
  const nodes: Text[] = [];
  const starts: number[] = [];
  let text = '';
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    nodes.push(node);
    starts.push(text.length);
    text += node.data;
  }
  const pointAt = (offset: number, isEnd: boolean) => {
    let at = starts.length - 1;
    while (at > 0 && ((starts[at] ?? 0) > offset || (isEnd && (starts[at] ?? 0) === offset))) at -= 1;
    return { node: nodes[at], offset: offset - (starts[at] ?? 0) };
  };
  return findText(text, query, { skip: 0, limit: MARKED_PLACES }).flatMap((place) => {
    const start = pointAt(place.start, false);
    const end = pointAt(place.end, true);
    if (start.node === undefined || end.node === undefined) return [];
    const range = document.createRange();
    range.setStart(start.node, start.offset);
    range.setEnd(end.node, end.offset);
    return [range];
  });
}

/** Marks places without touching the text (CSS Custom Highlight); a browser without it shows them unmarked. */
export function paintFound(all: readonly Range[], current: Range | null): void {
  if (typeof Highlight === 'undefined') return;
  CSS.highlights.set(FOUND, new Highlight(...all));
  CSS.highlights.set(FOUND_CURRENT, new Highlight(...(current === null ? [] : [current])));
}

export function clearFound(): void {
  if (typeof Highlight === 'undefined') return;
  CSS.highlights.delete(FOUND);
  CSS.highlights.delete(FOUND_CURRENT);
}
