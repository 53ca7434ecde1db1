import { CORRECT_KIND, KIND_CODE_OF_OUTCOME, UNKNOWN_KIND } from '@/lib/core/rewards/outcome-kinds';
import { OUTCOMES } from '@/lib/core/rewards/run-columns';
import type { ScoredRun } from '@/lib/core/rewards/score-run';

/** Shared questions on one side, one entry a question in the common order. NaN where a mean has nothing to average. */
export interface QuestionOutcomes {
  readonly length: number;
  readonly rollouts: Int32Array;
  /** Rollouts whose outcome is known; errors are, and count as not correct. */
  readonly known: Int32Array;
  readonly correct: Int32Array;
  /** Correct of the known, in [0, 1]. */
  readonly accuracy: Float64Array;
  /** Mean gamma over the rollouts, in [0, 1]; NaN where the question has no gold entities. */
  readonly matchRate: Float64Array;
  readonly toolCalls: Float64Array;
  /** Mean tool calls of the correct rollouts. */
  readonly toolCallsCorrect: Float64Array;
  /**
   * Position in OUTCOMES: correct where at least half of the known rollouts are, else the most frequent known outcome
   * that is not, ties going to the better one; unknown where none is known.
   */
  readonly outcome: Uint8Array;
  /** Position in the columns of the rollout that shows the outcome; -1 where the side has none of the question. */
  readonly shown: Int32Array;
}

const CORRECT_CODE = OUTCOMES.indexOf('correct');
const UNKNOWN_CODE = OUTCOMES.indexOf('unknown');

/**
 * What became of each shared question on a side, decided in two votes of its rollouts. One vote over all outcomes would
 * call a question correct that is mostly wrong, where its wrong rollouts are wrong in different ways.
 *
 * The rollout that shows the outcome is one that has it: the one with the highest gamma-hat, then with the fewest tool
 * calls, then the first of the log.
 *
 * @param positions rollouts of the side, ascending
 * @param shared question numbers of the shared questions on this side, each once
 */
export function tallyQuestions(scored: ScoredRun, positions: Int32Array, shared: Int32Array): QuestionOutcomes {
  const placeOf = new Int32Array(scored.columns.questionCount).fill(-1);
  shared.forEach((question, place) => (placeOf[question] = place));
  const placed: Placed = { scored, positions, placeOf, length: shared.length };
  const outcome = voteTwice(countOutcomes(placed), shared.length);
  return { length: shared.length, ...meansOf(placed), outcome, shown: shownRollouts(placed, outcome) };
}

/** Rollouts of a side with the place of their question among the shared ones; -1 where it is not shared. */
interface Placed {
  readonly scored: ScoredRun;
  readonly positions: Int32Array;
  readonly placeOf: Int32Array;
  readonly length: number;
}

function visit({ scored, positions, placeOf }: Placed, take: (place: number, position: number) => void): void {
  const { question } = scored.columns;
  for (const position of positions) {
    const place = placeOf[question[position] ?? 0] ?? -1;
    if (place >= 0) take(place, position);
  }
}

/** How often each outcome comes, OUTCOMES.length entries a question. */
function countOutcomes(placed: Placed): Int32Array {
  const counts = new Int32Array(placed.length * OUTCOMES.length);
  visit(placed, (place, position) => {
    const at = place * OUTCOMES.length + (placed.scored.outcome[position] ?? UNKNOWN_CODE);
    counts[at] = (counts[at] ?? 0) + 1;
  });
  return counts;
}

/** Two votes: whether a question is correct, then what it is instead; see `QuestionOutcomes.outcome`. */
function voteTwice(counts: Int32Array, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, place) => {
    const own = counts.subarray(place * OUTCOMES.length, (place + 1) * OUTCOMES.length);
    const known = own.reduce((sum, count, code) => (code === UNKNOWN_CODE ? sum : sum + count), 0);
    if (known === 0) return UNKNOWN_CODE;
    const correct = own[CORRECT_CODE] ?? 0;
    if (2 * correct >= known) return CORRECT_CODE;
    const others = own.map((count, code) => (code === CORRECT_CODE || code === UNKNOWN_CODE ? 0 : count));
    // The first of the most frequent is the best of them: OUTCOMES goes from good to bad.
    return others.indexOf(Math.max(...others));
  });
}

type Means = Omit<QuestionOutcomes, 'length' | 'outcome' | 'shown'>;

function meansOf(placed: Placed): Means {
  const { columns, outcome, matchRate } = placed.scored;
  const rollouts = new Int32Array(placed.length);
  const known = new Int32Array(placed.length);
  const correct = new Int32Array(placed.length);
  const matched = new Float64Array(placed.length);
  const calls = new Float64Array(placed.length);
  const callsCorrect = new Float64Array(placed.length);
  visit(placed, (place, position) => {
    const kind = KIND_CODE_OF_OUTCOME[outcome[position] ?? UNKNOWN_CODE];
    const isCorrect = Number(kind === CORRECT_KIND);
    const toolCalls = columns.toolCalls[position] ?? 0;
    rollouts[place] = (rollouts[place] ?? 0) + 1;
    known[place] = (known[place] ?? 0) + Number(kind !== UNKNOWN_KIND);
    correct[place] = (correct[place] ?? 0) + isCorrect;
    matched[place] = (matched[place] ?? 0) + (matchRate[position] ?? Number.NaN);
    calls[place] = (calls[place] ?? 0) + toolCalls;
    callsCorrect[place] = (callsCorrect[place] ?? 0) + isCorrect * toolCalls;
  });
  return {
    rollouts,
    known,
    correct,
    accuracy: quotients(correct, known),
    matchRate: quotients(matched, rollouts),
    toolCalls: quotients(calls, rollouts),
    toolCallsCorrect: quotients(callsCorrect, correct),
  };
}

/** Sums by counts; NaN where the count is 0. */
function quotients(sums: ArrayLike<number>, counts: Int32Array): Float64Array {
  return Float64Array.from(counts, (count, at) => (count === 0 ? Number.NaN : (sums[at] ?? Number.NaN) / count));
}

function shownRollouts(placed: Placed, outcome: Uint8Array): Int32Array {
  const { scored } = placed;
  const shown = new Int32Array(placed.length).fill(-1);
  visit(placed, (place, position) => {
    if (scored.outcome[position] !== outcome[place]) return;
    const before = shown[place] ?? -1;
    if (before < 0 || showsBetter(scored, position, before)) shown[place] = position;
  });
  return shown;
}

/** Positions come in ascending order, so that among equals the first of the log stays. */
function showsBetter({ matchRateNormalised, columns }: ScoredRun, position: number, before: number): boolean {
  const rate = foundRate(matchRateNormalised[position]);
  const rateBefore = foundRate(matchRateNormalised[before]);
  if (rate !== rateBefore) return rate > rateBefore;
  return (columns.toolCalls[position] ?? 0) < (columns.toolCalls[before] ?? 0);
}

/** Gamma-hat; -1 where the question has no gold entities. */
function foundRate(rate: number | undefined): number {
  return rate === undefined || Number.isNaN(rate) ? -1 : rate;
}
