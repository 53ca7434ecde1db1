import { alignTurns } from './align-turns';
import { rowReasons, type RowReason } from './row-reasons';
import type { TurnFeatures } from './turn-features';

/** From this similarity on the two turns of a row did the same, and the row is shared. */
export const SHARED_SIMILARITY = 0.5;

/** A row of two rollouts beside each other: a turn of both, or of one of them. Turns count from 1. */
export interface AlignedRow {
  readonly left: number | null;
  readonly right: number | null;
  /** In [0, 1]; null where only one rollout has a turn here. */
  readonly similarity: number | null;
  /**
   * Both turns are there and did the same: their similarity is at least SHARED_SIMILARITY, and where both went to one
   * page, neither came back with an error or next to nothing while the other got the page (`areResultsDifferent`).
   */
  readonly shared: boolean;
  readonly reasons: readonly RowReason[];
}

/** Rows one after another that are all shared, or none of which is. */
export interface RowStretch {
  readonly shared: boolean;
  /** Position of its first row. */
  readonly start: number;
  readonly rows: number;
}

export interface RolloutAlignment {
  readonly rows: readonly AlignedRow[];
  /** Shared and other rows in turn; together they are all rows. */
  readonly stretches: readonly RowStretch[];
  /**
   * Position of the first row that only one rollout has a turn in: up to there each turn of one has its like in the
   * other. Rows before it that are alike without being shared do not part the two. Null where every turn is paired.
   */
  readonly firstDivergence: number | null;
  /** Turns to either side of the same relative place that were compared; null where every pair of turns was. */
  readonly halfBand: number | null;
}

/** Turns that only one rollout has, up to the next row of both: by turns left and right, so that both can be read side by side. */
function* apart(left: readonly [number, number], right: readonly [number, number]): Generator<AlignedRow> {
  const alone = { similarity: null, shared: false, reasons: [] };
  for (let step = 0; step < Math.max(left[1] - left[0], right[1] - right[0]); step += 1) {
    if (left[0] + step < left[1]) yield { ...alone, left: left[0] + step + 1, right: null };
    if (right[0] + step < right[1]) yield { ...alone, left: null, right: right[0] + step + 1 };
  }
}

function stretchesOf(rows: readonly AlignedRow[]): readonly RowStretch[] {
  const stretches: { shared: boolean; start: number; rows: number }[] = [];
  for (const [start, { shared }] of rows.entries()) {
    const last = stretches.at(-1);
    if (last?.shared === shared) last.rows += 1;
    else stretches.push({ shared, start, rows: 1 });
  }
  return stretches;
}

/**
 * Puts the turns of two rollouts beside each other by what they did, not by how they worded it.
 *
 * Two turns are as similar as what they asked (words of their queries, rarer ones weighing more), where they went
 * (addresses), what they answered and which gold entities they first found or saw there: a mean with the weights 3, 3, 3
 * and 1 over the aspects in which either has anything (`turnSimilarity`). `alignTurns` pairs them in order. A row is
 * shared from 0.5 on, alike below that; every turn of both rollouts stands in exactly one row, in its order.
 *
 * The rollouts part for the first time (`firstDivergence`) where one of them has a turn that the other has no like of.
 * Sampled rollouts word even their first query differently, so a row that is merely alike says nothing of a parting.
 *
 * What was tried, on nine questions with two rollouts of the WebDancer sample and ten of the wiki-search logs of several models on the
 * same questions, read turn by turn:
 * - Words weighed by `ln(1 + N / df)` parted "The King in Yellow" from "The King in Yellow fictional play motif" and two
 *   wordings of one search of seven words; unweighted, every two queries with the question's one name were alike.
 *   `ln(e + N / df)` does neither.
 * - Another section of the same page counted as shared at 0.5; at 0.4 the row stays one but marks that they part there.
 * - Where one query was asked nine times, taking the latest of equal alignments put it beside the last; hence the earliest.
 * - Answers in other words pair (0.4) without being shared; equal words, or both judged correct, make them the same.
 *
 * @param mostPairs Pairs of turns that are compared at most before only a band is (`alignTurns`).
 * @example
 * // left searches a, b, c; right searches a, x, c:
 * // rows a/a shared, b/- and -/x apart, c/c shared; firstDivergence 1
 */
export function alignRollouts(
  left: readonly TurnFeatures[],
  right: readonly TurnFeatures[],
  mostPairs?: number,
): RolloutAlignment {
  const { pairs, halfBand } = alignTurns(left, right, mostPairs);
  const rows: AlignedRow[] = [];
  let [nextLeft, nextRight] = [0, 0];
  for (const pair of pairs) {
    rows.push(...apart([nextLeft, pair.left], [nextRight, pair.right]));
    const [mine, theirs] = [left[pair.left], right[pair.right]];
    const reasons = mine === undefined || theirs === undefined ? [] : rowReasons(mine, theirs);
    const shared = pair.similarity >= SHARED_SIMILARITY && !reasons.includes('different_results');
    rows.push({ left: pair.left + 1, right: pair.right + 1, similarity: pair.similarity, shared, reasons });
    [nextLeft, nextRight] = [pair.left + 1, pair.right + 1];
  }
  rows.push(...apart([nextLeft, left.length], [nextRight, right.length]));
  const first = rows.findIndex(({ similarity }) => similarity === null);
  return { rows, stretches: stretchesOf(rows), firstDivergence: first === -1 ? null : first, halfBand };
}
