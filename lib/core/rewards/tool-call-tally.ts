import { OUTCOMES } from './run-columns';
import type { ScoredRun } from './score-run';

/** Rollouts of each outcome by number of tool calls; entry i of both is one number of calls, ascending. */
export interface ToolCallTally {
  readonly calls: Int32Array;
  /** `counts[i * OUTCOMES.length + o]`: rollouts with `calls[i]` tool calls and outcome code o. */
  readonly counts: Int32Array;
}

/** Numbers of calls below this are counted in an array, the few above in a map. */
const DENSE_CALLS = 1024;

/** Counts outcomes per number of tool calls; numbers that do not occur are left out. */
export function tallyToolCalls({ columns, outcome }: ScoredRun): ToolCallTally {
  const width = OUTCOMES.length;
  const dense = new Int32Array(DENSE_CALLS * width);
  const rare = new Map<number, Int32Array>();
  for (let i = 0; i < columns.length; i++) {
    const calls = columns.toolCalls[i] ?? 0;
    const code = outcome[i] ?? 0;
    if (calls < DENSE_CALLS) {
      const entry = calls * width + code;
      dense[entry] = (dense[entry] ?? 0) + 1;
      continue;
    }
    let counts = rare.get(calls);
    if (counts === undefined) {
      counts = new Int32Array(width);
      rare.set(calls, counts);
    }
    counts[code] = (counts[code] ?? 0) + 1;
  }
  const few = Array.from({ length: DENSE_CALLS }, (_, calls) => ({
    calls,
    counts: dense.subarray(calls * width, (calls + 1) * width),
  })).filter(({ counts }) => counts.some((count) => count > 0));
  const many = [...rare].sort(([a], [b]) => a - b).map(([calls, counts]) => ({ calls, counts }));
  const rows = [...few, ...many];
  const tally = { calls: Int32Array.from(rows, ({ calls }) => calls), counts: new Int32Array(rows.length * width) };
  rows.forEach(({ counts }, at) => tally.counts.set(counts, at * width));
  return tally;
}
