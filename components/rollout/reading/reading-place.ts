/** A place in the list of turns that can be found again where heights differ: at another width, or before turns are drawn. */
export interface ReadingPlace {
  /** The turn that is read. */
  readonly turn: number;
  /** Position of its row in the list. */
  readonly row: number;
  /** Part of the row's height that is behind the bars, from 0 to 1. */
  readonly share: number;
  /** Distance of the row from the bars in pixels, where it begins below them; else 0. */
  readonly belowPx: number;
}

/** Height of the bar of the page and that of the list, which stay on top; on a narrow screen that has two lines. */
export function barsPx(): number {
  return typeof window !== 'undefined' && matchMedia('(max-width: 600px)').matches ? 134 : 100;
}

/**
 * The place of a row.
 *
 * @param top distance of the row from the lower edge of the bars in pixels; negative where it begins behind them
 * @param height of the row in pixels
 * @example placeOfRow({ turn: 9, row: 9 }, -50, 200).share // 0.25
 */
export function placeOfRow(at: Pick<ReadingPlace, 'turn' | 'row'>, top: number, height: number): ReadingPlace {
  const share = height > 0 ? Math.min(1, Math.max(0, -top / height)) : 0;
  return { turn: at.turn, row: at.row, share, belowPx: Math.max(0, top) };
}

/** How far below the bars a row of a height begins at its place, in pixels; negative where it begins behind them. */
export function topOfPlace({ share, belowPx }: ReadingPlace, height: number): number {
  return belowPx > 0 ? belowPx : -share * height;
}

const KEY = 'readingPlace';
const NUMBERS = ['turn', 'row', 'share', 'belowPx'] as const;

function isPlace(value: unknown): value is ReadingPlace {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return NUMBERS.every((name) => Number.isFinite(fields.get(name)));
}

/** The place that an entry of the browser's history remembers; null where it remembers none. */
export function placeInState(state: unknown): ReadingPlace | null {
  if (typeof state !== 'object' || state === null) return null;
  const place: unknown = new Map<string, unknown>(Object.entries(state)).get(KEY);
  return isPlace(place) ? place : null;
}

/** The state of an entry of the browser's history with another place (null: none), and all else it holds. */
export function stateWithPlace(state: unknown, place: ReadingPlace | null): object {
  return { ...(typeof state === 'object' ? state : {}), [KEY]: place };
}
