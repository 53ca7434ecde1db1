import type { NumberInterval } from '@/lib/core/filter/filter-term';
import { outcomesByName } from '@/lib/core/rewards/outcome-kinds';
import { OUTCOMES, type Outcome } from '@/lib/core/rewards/run-columns';
import type { Estimate } from '@/lib/core/rewards/run-summary';
import type { ScoredRun } from '@/lib/core/rewards/score-run';
import { tallyToolCalls, type ToolCallTally } from '@/lib/core/rewards/tool-call-tally';
import { wilsonInterval } from '@/lib/core/statistics/wilson-interval';

import { closedInterval, numberFilter } from './mark-filter';

/** Bins of the chart at most, the tail included. */
const LARGEST_CALL_BIN_COUNT = 24;
/** The tail begins past the number of calls that this share of rollouts do not exceed. */
const SHARE_BEFORE_TAIL = 0.99;

/** Outcomes of the rollouts that make so many tool calls. */
export interface OutcomeByCallsBin {
  /** Tool calls, whole numbers, both ends included. The last bin may be a wide one that takes up the tail. */
  readonly calls: NumberInterval;
  readonly rollouts: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Over rollouts with a known outcome, errors counted as not correct; the interval takes rollouts for independent. */
  readonly accuracy: Estimate;
  readonly filter: string;
}

/**
 * Outcomes by number of tool calls, in at most 24 bins of equal width from the fewest calls that occur; past the number that 99 % of
 * rollouts do not exceed, one last bin takes the rest, so that a few runaway rollouts do not flatten the chart.
 *
 * @returns empty for an empty run; bins without rollouts between others are there, with zeros
 */
export function shapeOutcomesByToolCalls(scored: ScoredRun): readonly OutcomeByCallsBin[] {
  const tally = tallyToolCalls(scored);
  const ranges = callRanges(tally, scored.columns.length);
  const counts = ranges.map(() => new Int32Array(OUTCOMES.length));
  let bin = 0;
  tally.calls.forEach((calls, at) => {
    while (calls > (ranges[bin]?.high ?? Infinity)) bin++;
    const target = counts[bin];
    if (target === undefined) return;
    for (let code = 0; code < OUTCOMES.length; code++) {
      target[code] = (target[code] ?? 0) + (tally.counts[at * OUTCOMES.length + code] ?? 0);
    }
  });
  return ranges.map((calls, at) => describeBin(calls, counts[at] ?? new Int32Array(OUTCOMES.length)));
}

function callRanges({ calls, counts }: ToolCallTally, rollouts: number): readonly NumberInterval[] {
  const fewest = calls[0];
  const most = calls[calls.length - 1];
  if (fewest === undefined || most === undefined) return [];
  if (most - fewest < LARGEST_CALL_BIN_COUNT) {
    return Array.from({ length: most - fewest + 1 }, (_, at) => closedInterval(fewest + at, fewest + at));
  }
  let seen = 0;
  let beforeTail = fewest;
  for (let at = 0; at < calls.length && seen < SHARE_BEFORE_TAIL * rollouts; at++) {
    beforeTail = calls[at] ?? fewest;
    for (let code = 0; code < OUTCOMES.length; code++) seen += counts[at * OUTCOMES.length + code] ?? 0;
  }
  // One bin fewer leaves room for the tail.
  const width = Math.ceil((beforeTail - fewest + 1) / (LARGEST_CALL_BIN_COUNT - 1));
  const bins = Math.ceil((beforeTail - fewest + 1) / width);
  const ranges = Array.from({ length: bins }, (_, at) =>
    closedInterval(fewest + at * width, fewest + (at + 1) * width - 1),
  );
  const covered = fewest + bins * width;
  return most < covered ? ranges : [...ranges, closedInterval(covered, most)];
}

function describeBin(calls: NumberInterval, byCode: Int32Array): OutcomeByCallsBin {
  const outcomes = outcomesByName(byCode);
  const rollouts = byCode.reduce((sum, n) => sum + n, 0);
  return {
    calls,
    rollouts,
    outcomes,
    accuracy: wilsonInterval(outcomes.correct, rollouts - outcomes.unknown),
    filter: numberFilter('toolCalls', calls),
  };
}
