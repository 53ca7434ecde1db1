import type { BesideAlignment, BesideRow } from './beside-model';

/**
 * What begins at a line: `first` and `again`, turns that only one side has, after turns of both; `alike`, before the
 * first of these, the first turns that are alike without being the same.
 */
type Divergence = 'first' | 'again' | 'alike';

/** What a line of the page is: turns of both sides, or a stretch of turns that are shared, or of one side only, folded away. */
export type BesideItem =
  | {
      readonly kind: 'turns';
      /** The id of its element, and what the address names: `left-4`, or `right-7` where only the right has a turn. */
      readonly key: string;
      readonly left: number | null;
      readonly right: number | null;
      /** `apart`: two turns that stand beside each other only because there is room. */
      readonly state: 'shared' | 'related' | 'apart';
      readonly row: BesideRow;
      readonly divergence: Divergence | null;
    }
  | {
      readonly kind: 'fold';
      readonly key: string;
      readonly of: 'shared' | 'left' | 'right';
      readonly rows: readonly BesideRow[];
      readonly isOpen: boolean;
    };

/** Fewer shared turns in a row than this are not folded. */
const FEWEST_FOLDED = 2;
/** Fewer turns of one side only, one after the other, are not folded. */
const FEWEST_OF_ONE_SIDE = 5;

/** The key of a line with these turns. */
export function keyOf(left: number | null, right: number | null): string {
  return left === null ? `right-${right ?? 0}` : `left-${left}`;
}

function turnsItem(row: BesideRow, divergence: Divergence | null): BesideItem {
  const { left, right, similarity, shared } = row;
  const state = shared ? 'shared' : similarity === null ? 'apart' : 'related';
  return { kind: 'turns', key: keyOf(left, right), left, right, state, row, divergence };
}

/** Positions of rows; -1 where there is none. */
interface FirstRows {
  readonly apart: number;
  /** The first that is alike without being shared, where it stands before the first that is apart. */
  readonly alike: number;
}

function firstRowsOf({ rows, firstDivergence }: BesideAlignment): FirstRows {
  const alike = rows.findIndex(({ shared }) => !shared);
  return { apart: firstDivergence ?? -1, alike: alike === firstDivergence ? -1 : alike };
}

/** Rows that are not shared; a left turn and a right turn alone, one after the other, take one line. */
function partedItems(rows: readonly BesideRow[], start: number, first: FirstRows): readonly BesideItem[] {
  const items: BesideItem[] = [];
  const firstApart = rows.findIndex(({ similarity }) => similarity === null);
  for (let at = 0; at < rows.length; at += 1) {
    const [row, next] = [rows[at], rows[at + 1]];
    if (row === undefined) continue;
    const takesNext = row.right === null && next !== undefined && next.left === null;
    const parts = at === firstApart ? (start + at === first.apart ? 'first' : 'again') : null;
    const divergence = start + at === first.alike ? 'alike' : parts;
    items.push(turnsItem(takesNext ? { ...row, right: next.right } : row, divergence));
    if (takesNext) at += 1;
  }
  return items;
}

function oneSideOf(item: BesideItem | undefined): 'left' | 'right' | null {
  if (item?.kind !== 'turns' || item.divergence !== null) return null;
  if (item.left === null) return 'right';
  return item.right === null ? 'left' : null;
}

/** Folds long stretches of turns that one side has alone. The line at which the rollouts part stays in sight. */
function foldOneSide(items: readonly BesideItem[], open: ReadonlySet<string>): readonly BesideItem[] {
  const folded: BesideItem[] = [];
  for (let at = 0; at < items.length;) {
    const of = oneSideOf(items[at]);
    const isOther = (item: BesideItem, index: number) => index > at && (of === null || oneSideOf(item) !== of);
    const next = items.findIndex(isOther);
    const lines = items.slice(at, next === -1 ? items.length : next);
    const [first] = lines;
    if (of !== null && first !== undefined && lines.length >= FEWEST_OF_ONE_SIDE) {
      const key = `fold-${first.key}`;
      const rows = lines.flatMap((line) => (line.kind === 'turns' ? [line.row] : []));
      folded.push({ kind: 'fold', key, of, rows, isOpen: open.has(key) });
      if (open.has(key)) folded.push(...lines);
    } else folded.push(...lines);
    at += lines.length;
  }
  return folded;
}

/** The key of the fold that a stretch of shared rows becomes. */
function foldKey({ left }: BesideRow): string {
  return `fold-${left ?? 0}`;
}

/**
 * The lines of the page: stretches of two and more shared rows, and of five and more turns of one side, as one fold, with its rows after it where `open` names its
 * key; other rows each for themselves, turns that only one rollout has side by side.
 *
 * Two turns side by side never say that they belong together: their state is `apart`.
 */
export function besideItems(alignment: BesideAlignment, open: ReadonlySet<string>): readonly BesideItem[] {
  const { rows, stretches } = alignment;
  const firstRows = firstRowsOf(alignment);
  return stretches.flatMap(({ shared, start, rows: count }) => {
    const own = rows.slice(start, start + count);
    if (!shared) return foldOneSide(partedItems(own, start, firstRows), open);
    const [first] = own;
    const lines = own.map((row) => turnsItem(row, null));
    if (first === undefined || count < FEWEST_FOLDED) return lines;
    const key = foldKey(first);
    const isOpen = open.has(key);
    const fold: BesideItem = { kind: 'fold', key, of: 'shared', rows: own, isOpen };
    return isOpen ? [fold, ...lines] : [fold];
  });
}

/** The closed fold that hides a line of this key; null where none does. */
export function foldHiding(key: string, items: readonly BesideItem[]): string | null {
  const hides = ({ left, right }: BesideRow) => `left-${left ?? 0}` === key || `right-${right ?? 0}` === key;
  return items.find((item) => item.kind === 'fold' && !item.isOpen && item.rows.some(hides))?.key ?? null;
}

/** Position of the line that a key names: its own, or of a right turn that stands beside a left one; -1 where none does. */
export function indexOfKey(items: readonly BesideItem[], key: string): number {
  const own = items.findIndex((item) => item.key === key);
  if (own !== -1 || !key.startsWith('right-')) return own;
  const turn = Number(key.slice('right-'.length));
  return items.findIndex((item) => item.kind === 'turns' && item.right === turn);
}
