/** Kept free between a cell and the lower edge of the window, in px. */
const BELOW_PX = 8;

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** By how many px to scroll until a stretch stands within another; where it is too long, its start is what is seen. */
export function scrollToFit(stretch: Stretch, room: Stretch): number {
  if (stretch.start < room.start) return stretch.start - room.start;
  return stretch.end > room.end ? Math.min(stretch.end - room.end, stretch.start - room.start) : 0;
}

/** A computed length; `auto` is none. */
function pixels(value: string): number {
  return Number.parseFloat(value) || 0;
}

/** How far the box of a table scrolls until what sticks in it, its scroll padding, covers nothing of a cell. */
function offsetInBox(box: Element, cell: HTMLTableCellElement): { readonly left: number; readonly top: number } {
  const { scrollPaddingTop, scrollPaddingBottom, scrollPaddingLeft, scrollPaddingRight } = getComputedStyle(box);
  const { position, right } = getComputedStyle(cell);
  const bounds = box.getBoundingClientRect();
  const at = cell.getBoundingClientRect();
  const across = scrollToFit(
    { start: at.left, end: at.right },
    { start: bounds.left + pixels(scrollPaddingLeft), end: bounds.right - pixels(scrollPaddingRight) },
  );
  const down = scrollToFit(
    { start: at.top, end: at.bottom },
    { start: bounds.top + pixels(scrollPaddingTop), end: bounds.bottom - pixels(scrollPaddingBottom) },
  );
  // Heads stick, so they are in sight at any offset: going to one means the beginning. Ends that stick need nothing.
  const isEnd = position === 'sticky' && right !== 'auto';
  return {
    left: cell.cellIndex === 0 ? -box.scrollLeft : isEnd ? 0 : across,
    top: cell.closest('tr')?.rowIndex === 0 ? -box.scrollTop : down,
  };
}

/**
 * Brings a cell of a table into sight, first within the box that the table scrolls in, then in the window. Browsers do
 * both at once when a cell is focused, by where a sticky cell stood before: a head came to stand above the window.
 */
export function showCell(table: HTMLTableElement, cell: HTMLTableCellElement): void {
  const box = table.parentElement;
  if (box !== null) box.scrollBy({ ...offsetInBox(box, cell), behavior: 'instant' });
  const { top, bottom } = cell.getBoundingClientRect();
  const room = {
    start: pixels(getComputedStyle(document.documentElement).scrollPaddingTop),
    end: window.innerHeight - BELOW_PX,
  };
  window.scrollBy({ top: scrollToFit({ start: top, end: bottom }, room), behavior: 'instant' });
}
