import { OUTCOMES } from './run-columns';
import type { ScoredRun } from './score-run';

/** Rollouts of each outcome by number of tool calls; entry i of both is one number of calls, ascending. */
export interface ToolCallTally {
  readonly calls: Int32Array;
  /** `counts[i * OUTCOMES.length + o]`: rollouts with `calls[i]` tool calls and outcome code o. */
  readonly counts: Int32Array;
}

/** Counts outcomes per number of tool calls; numbers that do not occur are left out. */
export function tallyToolCalls({ columns, outcome }: ScoredRun): ToolCallTally {
  const placeOf = new Map<number, number>();
  const place = new Int32Array(columns.length);
  for (let i = 0; i < columns.length; i++) {
    const calls = columns.toolCalls[i] ?? 0;
    let found = placeOf.get(calls);
    if (found === undefined) {
      found = placeOf.size;
      placeOf.set(calls, found);
    }
    place[i] = found;
  }
  const calls = Int32Array.from(placeOf.keys()).sort();
  const ascending = new Int32Array(calls.length);
  calls.forEach((number, at) => {
    ascending[placeOf.get(number) ?? 0] = at;
  });
  const counts = new Int32Array(calls.length * OUTCOMES.length);
  for (let i = 0; i < columns.length; i++) {
    const entry = (ascending[place[i] ?? 0] ?? 0) * OUTCOMES.length + (outcome[i] ?? 0);
    counts[entry] = (counts[entry] ?? 0) + 1;
  }
  return { calls, counts };
}
