import { encodeTurns, type EncodedTurn } from './encode-turns';
import { QueryMatcher } from './query-matcher';
import type { TurnFeatures } from './turn-features';
import { turnSimilarity } from './turn-similarity';

/** Pairs of turns below this do not do the same thing in any part, and are never put into one row. */
export const LEAST_SIMILARITY = 0.2;

/** Pairs of turns that are compared at most: 2,000 turns with 2,000. Beyond, only those in a band round the diagonal. */
export const MOST_PAIRS = 4_000_000;
/** Turns to either side of the diagonal that are always compared. */
const LEAST_HALF_BAND = 50;

/** A left turn and the right turn in its row, as positions from 0. */
export interface TurnPair {
  readonly left: number;
  readonly right: number;
  /** In [0, 1]. */
  readonly similarity: number;
}

export interface AlignedTurns {
  readonly pairs: readonly TurnPair[];
  /** Turns to either side of the diagonal that were compared; null where all pairs were. */
  readonly halfBand: number | null;
}

/** The pairs of turns that are compared: of left turn i the right turns from `fromOf(i)`, `width` of them. */
interface Band {
  readonly width: number;
  readonly halfBand: number | null;
  fromOf(left: number): number;
}

function bandOf(left: number, right: number, mostPairs: number): Band {
  const half = Math.max(LEAST_HALF_BAND, Math.floor(mostPairs / Math.max(1, left) / 2));
  const width = 2 * half + 1;
  if (left * right <= mostPairs || width >= right) return { width: right, halfBand: null, fromOf: () => 0 };
  const fromOf = (at: number) => Math.min(right - width, Math.max(0, Math.round((at * right) / left) - half));
  return { width, halfBand: half, fromOf };
}

const SKIP_LEFT = 0;
const SKIP_RIGHT = 1;
const PAIR = 2;

/** Best totals of one row of the table; right turns outside the band take the value at its nearest edge. */
class TotalsRow {
  readonly #totals: Float64Array;
  from = 0;

  constructor(width: number) {
    this.#totals = new Float64Array(width + 1);
  }

  /** Best total with right turns before `right`. */
  get(right: number): number {
    const at = Math.min(this.#totals.length - 1, Math.max(0, right - this.from));
    return right < this.from ? 0 : (this.#totals[at] ?? 0);
  }

  setInPlace(right: number, total: number): void {
    this.#totals[right - this.from] = total;
  }
}

interface Sides {
  readonly left: readonly EncodedTurn[];
  readonly right: readonly EncodedTurn[];
}

/** Walks the table back from its end. Steps of left turn i stand at `i * width`. */
function tracePairs({ left, right }: Sides, band: Band, steps: Uint8Array, similarities: Float32Array) {
  const pairs: TurnPair[] = [];
  let i = left.length - 1;
  let j = right.length - 1;
  while (i >= 0 && j >= 0) {
    const from = band.fromOf(i);
    if (j < from) {
      i -= 1;
      continue;
    }
    const at = i * band.width + Math.min(j - from, band.width - 1);
    if (j - from >= band.width) j = from + band.width - 1;
    const step = steps[at] ?? SKIP_LEFT;
    if (step === PAIR) {
      pairs.push({ left: i, right: j, similarity: similarities[at] ?? 0 });
      i -= 1;
      j -= 1;
    } else if (step === SKIP_RIGHT) j -= 1;
    else i -= 1;
  }
  return pairs.toReversed();
}

/** What a pair adds to the total: above 0 only where the turns do the same in some part. */
function gainOf(similarity: number): number {
  return similarity > LEAST_SIMILARITY ? similarity * similarity : 0;
}

function alignInOrder(left: readonly TurnFeatures[], right: readonly TurnFeatures[], mostPairs: number): AlignedTurns {
  const sides = encodeTurns(left, right);
  const band = bandOf(left.length, right.length, mostPairs);
  const matcher = new QueryMatcher(sides);
  const steps = new Uint8Array(left.length * band.width);
  const similarities = new Float32Array(left.length * band.width);
  let above = new TotalsRow(band.width);
  let row = new TotalsRow(band.width);
  for (const [i, turn] of sides.left.entries()) {
    const from = band.fromOf(i);
    const asked = matcher.match(turn, from, from + band.width);
    row.from = from;
    row.setInPlace(from, above.get(from));
    for (let at = 0; at < band.width; at += 1) {
      const other = sides.right[from + at];
      if (other === undefined) break;
      const similarity = turnSimilarity(turn, other, asked[at] ?? 0);
      const gain = gainOf(similarity);
      const paired = gain > 0 ? above.get(from + at) + gain : -1;
      const skipLeft = above.get(from + at + 1);
      const skipRight = row.get(from + at);
      const best = Math.max(paired, skipLeft, skipRight);
      row.setInPlace(from + at + 1, best);
      similarities[i * band.width + at] = similarity;
      steps[i * band.width + at] = best === skipLeft ? SKIP_LEFT : best === skipRight ? SKIP_RIGHT : PAIR;
    }
    [above, row] = [row, above];
  }
  return { pairs: tracePairs(sides, band, steps, similarities), halfBand: band.halfBand };
}

/** Which of two rollouts is taken for the left one, so that swapping them gives the same pairs also where pairs tie. */
function isInOrder(left: readonly TurnFeatures[], right: readonly TurnFeatures[]): boolean {
  if (left.length !== right.length) return left.length < right.length;
  for (const [index, turn] of left.entries()) {
    const mine = JSON.stringify(turn);
    const other = JSON.stringify(right[index]);
    if (mine !== other) return mine < other;
  }
  return true;
}

/**
 * Pairs the turns of two rollouts, in order: the global alignment (Needleman-Wunsch without a cost for gaps) that makes
 * the sum of the pairs' squared similarities largest. Squared, so that one pair of turns that did the same outweighs
 * three that did something alike; without a cost for gaps, because one rollout may well search ten times more in between.
 * O(n m) time and memory; beyond `mostPairs` pairs only a band round the diagonal is compared, and `halfBand` says so.
 *
 * Among equal sums the earliest pairs are taken, so that a query asked nine times stands beside its first. Swapping the rollouts gives the same pairs the other way round.
 */
export function alignTurns(
  left: readonly TurnFeatures[],
  right: readonly TurnFeatures[],
  mostPairs = MOST_PAIRS,
): AlignedTurns {
  if (isInOrder(left, right)) return alignInOrder(left, right, mostPairs);
  const { pairs, halfBand } = alignInOrder(right, left, mostPairs);
  return { pairs: pairs.map((pair) => ({ ...pair, left: pair.right, right: pair.left })), halfBand };
}
