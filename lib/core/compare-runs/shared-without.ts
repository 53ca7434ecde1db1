import type { MatchedQuestion } from './match-questions';

/**
 * How many questions the other sides would share if one side were left out, for each side: at least that many, since
 * what is ambiguous with it may be clear without it.
 *
 * @param questions of `matchQuestions`
 */
export function sharedWithout(questions: readonly MatchedQuestion[], sides: number): readonly number[] {
  const without = Array.from({ length: sides }, () => 0);
  for (const { class: kind, numbers } of questions) {
    if (kind === 'ambiguous') continue;
    const lacking = numbers.flatMap(({ length }, side) => (length === 0 ? [side] : []));
    const [only] = lacking;
    for (let side = 0; side < sides; side += 1) {
      const remains = lacking.length === 0 || (lacking.length === 1 && only === side);
      if (remains) without[side] = (without[side] ?? 0) + 1;
    }
  }
  return without;
}

/** A side that costs the comparison questions: without it the others share so many more. */
export interface NarrowingSide {
  readonly side: number;
  /** Questions that the others would share. */
  readonly shared: number;
}

const WIDER_BY = 1.25;

/**
 * The side whose leaving widens the set most, where it widens it by a quarter at least; null where there is none. Two
 * sides cannot spare one.
 */
export function narrowingSide(shared: number, without: readonly number[]): NarrowingSide | null {
  if (without.length < 3) return null;
  const most = Math.max(...without);
  return most > shared && most >= shared * WIDER_BY ? { side: without.indexOf(most), shared: most } : null;
}
