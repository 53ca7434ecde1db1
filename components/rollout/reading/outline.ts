import { SPAN_KINDS, type SpanKind } from '@/lib/core/rollout/transcript';

/** The turns of a rollout without their texts. Turn `turns[i]` has the spans from `starts[i]` to `starts[i + 1]`. */
export interface Outline {
  /** Ascending; 0 is what stands before the first turn. */
  readonly turns: readonly number[];
  readonly starts: readonly number[];
  /** By span: position in SPAN_KINDS. */
  readonly kinds: readonly number[];
  /** By span: UTF-16 length of its text. */
  readonly lengths: readonly number[];
}

/** The turn, or the last one before it that is there. */
export function nearestTurn(turns: readonly number[], turn: number): number {
  return turns.findLast((one) => one <= turn) ?? turns[0] ?? 0;
}

/** What the list draws as one: a turn, or a part of a turn with very many spans. */
export interface Row {
  readonly turn: number;
  /** From 0; above it for the later parts of a turn. */
  readonly part: number;
  readonly firstSpan: number;
  /** Exclusive. */
  readonly endSpan: number;
}

/** So that a turn with a thousand tool calls is no single huge element. */
const SPANS_A_ROW = 8;

export function rowsOf({ turns, starts }: Outline): readonly Row[] {
  return turns.flatMap((turn, at) => {
    const end = starts[at + 1] ?? 0;
    const rows: Row[] = [];
    for (let first = starts[at] ?? 0; first < end; first += SPANS_A_ROW) {
      rows.push({ turn, part: rows.length, firstSpan: first, endSpan: Math.min(end, first + SPANS_A_ROW) });
    }
    return rows;
  });
}

/** Position of the last row for which `isBefore` holds, or the first row. Rows for which it holds come first. */
function lastRow(rows: readonly Row[], isBefore: (row: Row) => boolean): number {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const row = rows[middle];
    if (row !== undefined && isBefore(row)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Position of the row a turn begins with; of a turn that is not there, the nearest one before. */
export function rowOfTurn(rows: readonly Row[], turn: number): number {
  const nearest = rows[lastRow(rows, (row) => row.turn <= turn)]?.turn ?? 0;
  return lastRow(rows, (row) => row.turn < nearest || (row.turn === nearest && row.part === 0));
}

export function rowOfSpan(rows: readonly Row[], span: number): number {
  return lastRow(rows, (row) => row.firstSpan <= span);
}

const LINE_PX = 20;
const CHARACTERS_A_LINE = 95;
const CHROME_PX = 44;
const TURN_PX = 34;
/** Longer observations and prompts are folded, so that their length says nothing of their height. */
const FOLDED = { observation: { above: 1200, height: 260 }, prompt: { above: 480, height: 160 } } as const;

function estimateSpan(kind: SpanKind, length: number): number {
  const folded = kind === 'observation' || kind === 'prompt' ? FOLDED[kind] : null;
  if (folded !== null && length > folded.above) return folded.height;
  return CHROME_PX + Math.ceil(length / CHARACTERS_A_LINE) * LINE_PX;
}

/** Height of a row that was never drawn, in pixels: about right, so that the scroll bar tells the truth. */
export function estimateRow({ kinds, lengths }: Outline, { firstSpan, endSpan }: Row): number {
  let height = TURN_PX;
  for (let span = firstSpan; span < endSpan; span += 1) {
    height += estimateSpan(SPAN_KINDS[kinds[span] ?? 0] ?? 'text', Math.min(lengths[span] ?? 0, 100_000));
  }
  return height;
}

/** Distance of a row that was never drawn from the top of the list, in pixels. */
export function estimateTop(outline: Outline, rows: readonly Row[], at: number): number {
  return rows.slice(0, at).reduce((top, row) => top + estimateRow(outline, row), 0);
}
