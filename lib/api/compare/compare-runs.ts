import { ApiError } from '@/lib/api/problem';
import { LARGEST_K } from '@/lib/api/schemas/compare-numbers';
import { METRIC_IDS, type MetricId } from '@/lib/core/compare-runs/compared-metrics';
import { compareMetric, type UncorrectedNumbers } from '@/lib/core/compare-runs/compare-metric';
import type { ComparedSideFacts, Comparison } from '@/lib/core/compare-runs/comparison';
import { correctNumbers } from '@/lib/core/compare-runs/correct-numbers';
import { RESAMPLES, SEED } from '@/lib/core/compare-runs/resample';
import { countQuestions } from '@/lib/core/compare-runs/side-facts';
import { METRICS_VERSION, type Definitions } from '@/lib/core/rewards/definitions';

import { loadSides, type LoadedSides } from './load-sides';
import { resampleThreads } from './resample-threads';
import { resampledMetrics } from './resampled-metrics';
import { sideFacts } from './side-facts';
import { namedSplits, positionsInSplit, splitsOfSides } from './splits-of-sides';

const CONFIDENCE = 0.95;

export interface CompareRequest {
  /** Sides, comma-separated: `12,13@10..20`. */
  readonly runs: string;
  /** Position of the baseline among them. */
  readonly baseline: number;
  /** k of mean@k and pass@k; null takes the smallest median group size of the sides. */
  readonly k: number | null;
  /** Metrics, comma-separated; empty for all. Holm's correction is taken over those. */
  readonly metrics: string;
  /** Narrows to the questions of one split; empty for all. */
  readonly split: string;
}

/**
 * Compares two to ten sides over the questions they share: see `Comparison`.
 *
 * The first call for sides, definitions and k resamples; another baseline, other metrics and a split asked for before
 * are answered from the sums that are kept.
 *
 * @throws ApiError invalid_parameter, run_not_found, run_not_computed
 */
export async function compareRuns(request: CompareRequest, definitions: Definitions): Promise<Comparison> {
  const chosen = readMetrics(request.metrics);
  if (request.k !== null && request.k < 1) throw invalid('k', String(request.k), 'expected a whole number from 1 on');
  // Sides that are new need them: they start while the runs are read.
  resampleThreads().warm();
  const loaded = await loadSides(request.runs, definitions);
  const facts = sideFacts(loaded);
  checkBaseline(request.baseline, facts.length);
  const k = request.k ?? typicalGroupSize(facts);
  const split = request.split === '' ? null : request.split;
  // The database says which splits there are while all questions, the usual choice, are resampled.
  const [splitOf] = await Promise.all([
    splitsOfSides(loaded),
    split === null ? resampledMetrics(loaded, k, { split, among: undefined }) : null,
  ]);
  const named = namedSplits(splitOf);
  if (split !== null && !named.includes(split)) throw unknownSplit(split, named);
  const choice = { ...request, k, chosen, loaded, splitOf };
  const shown = correctNumbers([await numbersOf(choice, split)]);
  return {
    definitions: { ...definitions, metricsVersion: METRICS_VERSION },
    baseline: request.baseline,
    k,
    split,
    resampling: { resamples: RESAMPLES, permutations: RESAMPLES, seed: SEED, confidence: CONFIDENCE },
    sides: facts,
    questions: countQuestions(loaded.questions),
    tests: shown.tests,
    metrics: shown.tables[0] ?? [],
    ...(named.length < 2 ? { splits: [], testsOfSplits: 0 } : await splitRows(choice, named)),
  };
}

interface Choice {
  readonly loaded: LoadedSides;
  readonly baseline: number;
  readonly k: number;
  readonly chosen: ReadonlySet<MetricId>;
  readonly splitOf: readonly (string | null)[];
}

async function numbersOf(choice: Choice, split: string | null): Promise<readonly UncorrectedNumbers[]> {
  const { loaded, baseline, k, chosen, splitOf } = choice;
  const { metrics, sums } = await resampledMetrics(loaded, k, { split, among: positionsInSplit(splitOf, split) });
  return metrics.flatMap((metric, at) =>
    chosen.has(metric.metric) ? [compareMetric(metric, sums[at] ?? [], baseline)] : [],
  );
}

/** A row for all and one for each split; those without a split stand in the first row only. */
async function splitRows(
  choice: Choice,
  named: readonly string[],
): Promise<Pick<Comparison, 'splits' | 'testsOfSplits'>> {
  const rows = [null, ...named];
  const numbers: (readonly UncorrectedNumbers[])[] = [];
  for (const split of rows) numbers.push(await numbersOf(choice, split));
  const { tables, tests } = correctNumbers(numbers);
  const splits = rows.map((split, at) => ({
    split,
    questions: positionsInSplit(choice.splitOf, split)?.length ?? choice.splitOf.length,
    metrics: tables[at] ?? [],
  }));
  return { splits, testsOfSplits: tests };
}

function invalid(parameter: string, value: string, expected: string): ApiError {
  return new ApiError('invalid_parameter', `"${value}" is no value for "${parameter}": ${expected}`, {
    parameter,
    value,
  });
}

function readMetrics(text: string): ReadonlySet<MetricId> {
  if (text === '') return new Set(METRIC_IDS);
  const chosen = new Set<MetricId>();
  for (const part of text.split(',')) {
    const metric = METRIC_IDS.find((id) => id === part.trim());
    if (metric === undefined) throw invalid('metrics', part, `expected some of ${METRIC_IDS.join(', ')}`);
    chosen.add(metric);
  }
  return chosen;
}

function checkBaseline(baseline: number, sides: number): void {
  if (Number.isInteger(baseline) && baseline >= 0 && baseline < sides) return;
  throw invalid('baseline', String(baseline), `expected the position of a side, 0 to ${sides - 1}`);
}

const NAMES_SHOWN = 20;

function unknownSplit(split: string, named: readonly string[]): ApiError {
  const known = named.slice(0, NAMES_SHOWN).join(', ');
  const more = named.length > NAMES_SHOWN ? ` and ${named.length - NAMES_SHOWN} more` : '';
  return invalid('split', split, named.length === 0 ? 'no log names a split' : `the logs name ${known}${more}`);
}

/** The smallest over sides of the median group size, so that at least half of the groups of each have k rollouts. */
function typicalGroupSize(facts: readonly ComparedSideFacts[]): number {
  const medians = facts.flatMap(({ groupSize }) => (groupSize === null ? [] : [groupSize.median]));
  return Math.max(1, Math.min(...medians, LARGEST_K));
}
