import type { MetricId } from '@/lib/core/compare-runs/compared-metrics';
import type {
  ComparedNumbers,
  ComparedSideFacts,
  Comparison,
  MetricDifference,
  MetricValue,
} from '@/lib/core/compare-runs/comparison';
import { DEFAULT_DEFINITIONS } from '@/lib/core/rewards/definitions';

export function sketchValue(value: number | null, part: Partial<MetricValue> = {}): MetricValue {
  const half = value === null ? null : value * 0.05;
  return {
    value,
    low: value === null || half === null ? null : value - half,
    high: value === null || half === null ? null : value + half,
    reason: value === null ? 'not_in_log' : null,
    observations: value === null ? 0 : 800,
    repetition: value === null ? null : { icc: 0.5, designEffect: 2.5, effectiveSize: 320 },
    ...part,
  };
}

/** A difference whose interval reaches 3 points to either side and whose test says the same, after Holm too. */
export function sketchDifference(value: number | null, part: Partial<MetricDifference> = {}): MetricDifference {
  const counts = { higher: 60, lower: 30, ties: 124 };
  if (value === null) {
    const none = { value, low: null, high: null, test: null, effectSize: null, detectable: null };
    return { ...none, ...counts, reason: 'no_questions', verdict: 'undefined', ...part };
  }
  const isShown = Math.abs(value) > 0.03;
  return {
    value,
    low: value - 0.03,
    high: value + 0.03,
    reason: null,
    test: { kind: 'sign_flip', pValue: isShown ? 0.0015 : 0.4, holm: isShown ? 0.003 : 0.8 },
    effectSize: 0.25,
    detectable: 0.04,
    ...counts,
    verdict: isShown ? (value > 0 ? 'higher' : 'lower') : 'none_shown',
    ...part,
  };
}

export function sketchSide(id: number, name: string, part: Partial<ComparedSideFacts> = {}): ComparedSideFacts {
  return {
    name: String(id),
    run: { id, name },
    steps: null,
    stepCount: 1,
    rollouts: 1712,
    groups: 214,
    groupSize: { smallest: 8, median: 8, largest: 8 },
    questions: { shared: 214, partly: 0, unmatched: 3, ambiguous: 1 },
    rolloutsShared: 1712,
    ...part,
  };
}

export function sketchNumbers(metric: MetricId, values: readonly (number | null)[], questions = 214): ComparedNumbers {
  const base = values[0] ?? null;
  return {
    metric,
    questions,
    sides: values.map((value) => sketchValue(value)),
    differences: values.map((value, side) =>
      side === 0 ? null : sketchDifference(value === null || base === null ? null : value - base),
    ),
  };
}

/** Two sides over 214 questions: accuracy 50 % and 60 %, tool calls 5 and 5.01, tokens that no log counts. */
export function sketchComparison(part: Partial<Comparison> = {}): Comparison {
  return {
    definitions: { ...DEFAULT_DEFINITIONS, metricsVersion: 2 },
    baseline: 0,
    k: 8,
    split: null,
    resampling: { resamples: 10_000, permutations: 10_000, seed: 7, confidence: 0.95 },
    sides: [sketchSide(12, 'GRPO'), sketchSide(13, 'E-GRPO', { name: '13@10..20', steps: '10..20', stepCount: 11 })],
    questions: { shared: 214, partly: 0, unmatched: 6, ambiguous: 1 },
    tests: 2,
    testsOfSplits: 4,
    metrics: [
      sketchNumbers('accuracy', [0.5, 0.6]),
      sketchNumbers('tool_calls', [5, 5.01]),
      sketchNumbers('tokens', [null, null], 0),
    ],
    splits: [],
    ...part,
  };
}
