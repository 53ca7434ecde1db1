/** How much of a rollout goes out at once. */
export interface WindowLimits {
  readonly turns: number;
  /** UTF-16 units of text over all spans; a window may exceed it by one span. */
  readonly characters: number;
  /** Longest part of one span. */
  readonly spanCharacters: number;
}

/** A span of a window, and how much of its text the window holds, from its beginning. */
export interface CutSpan {
  readonly span: number;
  readonly characters: number;
}

/** Where the spans of each turn stand: turn `turns[i]` has the spans from `starts[i]` to `starts[i + 1]`. */
export interface TurnIndex {
  /** Ascending. */
  readonly turns: readonly number[];
  /** One more than turns. */
  readonly starts: readonly number[];
}

/** @param spans In the order of the trajectory, so that turns never decrease. */
export function indexTurns(spans: readonly { readonly turn: number }[]): TurnIndex {
  const turns: number[] = [];
  const starts: number[] = [];
  for (const [at, { turn }] of spans.entries()) {
    if (turn === turns.at(-1)) continue;
    turns.push(turn);
    starts.push(at);
  }
  starts.push(spans.length);
  return { turns, starts };
}

/**
 * Which spans of the turns `from` to `to` (inclusive) go out at once, turn by turn. Ends before a turn that would exceed
 * the limits; the first turn is always there, with as much of its spans as they allow.
 *
 * @param lengths UTF-16 length of each span.
 * @returns the turns in order; none where no turn lies in the range
 */
export function cutWindow(
  { turns, starts }: TurnIndex,
  lengths: (span: number) => number,
  range: { readonly from: number; readonly to: number },
  limits: WindowLimits,
): readonly { readonly turn: number; readonly spans: readonly CutSpan[] }[] {
  const window: { turn: number; spans: CutSpan[] }[] = [];
  let left = limits.characters;
  for (const [at, turn] of turns.entries()) {
    if (turn < range.from) continue;
    if (turn > range.to || window.length >= limits.turns) break;
    const spans: CutSpan[] = [];
    for (let span = starts[at] ?? 0; span < (starts[at + 1] ?? 0); span += 1) {
      const characters = Math.min(lengths(span), limits.spanCharacters, Math.max(0, left));
      left -= characters;
      spans.push({ span, characters });
    }
    if (window.length > 0 && left <= 0) break;
    window.push({ turn, spans });
  }
  return window;
}
