import { correlateClusters } from '@/lib/core/statistics/cluster-bootstrap';
import type { ReasonedCorrelation } from '@/lib/core/statistics/pearson';
import { seededGenerator } from '@/lib/core/statistics/random-generator';
import { wilsonInterval } from '@/lib/core/statistics/wilson-interval';

import { METRICS_VERSION } from './definitions';
import {
  CORRECT_KIND,
  KIND_CODE_OF_OUTCOME,
  NEAR_MISS_CODE,
  outcomesByName,
  UNKNOWN_KIND,
  WRONG_KIND,
} from './outcome-kinds';
import { contrastQuestions } from './question-contrasts';
import { OUTCOMES, type Outcome } from './run-columns';
import type { Correlation, Estimate, RunSummary, StepSummary, ToolCallBin } from './run-summary';
import type { ScoredRun } from './score-run';
import { tallySignals } from './signal-tally';
import { tallySteps, type StepTally } from './step-tally';
import { tallyToolCalls } from './tool-call-tally';

/** Correlation of match rate and correctness. It depends on matcher and scope only, not on alpha, tau, std or epsilon. */
export interface RunCorrelation {
  readonly pearson: ReasonedCorrelation;
  readonly spearman: ReasonedCorrelation;
  readonly withinQuestion: ReasonedCorrelation & { readonly questions: number };
}

/** Seed of the bootstrap over questions: one run under one matcher and scope always gets the same intervals. */
const BOOTSTRAP_SEED = 20_251_024;

/**
 * Correlates the match rate (gamma, raw) with correctness (1 or 0) over all rollouts that have entities and a known
 * outcome; errors count as not correct.
 *
 * - `pearson` (here the point-biserial coefficient) and `spearman` are pooled over questions, which mixes their difficulty.
 * - `withinQuestion` centres both sides on the question's mean, over questions that have correct and not-correct
 *   rollouts; its `n` counts their rollouts.
 *
 * Intervals: 95 %, from 1,000 seeded resamples of whole questions; see `correlateClusters`. This is the expensive part
 * of a summary, a few tenths of a second at 200,000 rollouts of 25,000 questions, so callers keep it per matcher and scope.
 *
 * @param seed another seed shows how much of an interval is chance
 * @returns null coefficients with a `reason`, never NaN
 */
export function correlateRun(scored: ScoredRun, seed: number = BOOTSTRAP_SEED): RunCorrelation {
  const { columns, outcome, matchRate } = scored;
  const cluster = new Int32Array(columns.length);
  const value = new Float64Array(columns.length);
  const positive = new Uint8Array(columns.length);
  let n = 0;
  for (let i = 0; i < columns.length; i++) {
    const kind = KIND_CODE_OF_OUTCOME[outcome[i] ?? 0];
    if (kind === UNKNOWN_KIND || columns.entityCount[i] === 0) continue;
    cluster[n] = columns.question[i] ?? 0;
    value[n] = matchRate[i] ?? 0;
    positive[n] = kind === CORRECT_KIND ? 1 : 0;
    n++;
  }
  const { pearson, spearman, withinCluster } = correlateClusters(
    { cluster: cluster.subarray(0, n), value: value.subarray(0, n), positive: positive.subarray(0, n) },
    seededGenerator(seed),
  );
  const { clusters, ...within } = withinCluster;
  return { pearson, spearman, withinQuestion: { ...within, questions: clusters } };
}

/**
 * The numbers of a run under the definitions it was scored with, word for word those of the README ("HTTP API").
 *
 * - `accuracy`: correct / rollouts with a known outcome, errors counted as not correct.
 * - `nearMissShare`: near-misses / wrong rollouts with entities and without an error.
 * - Both have Wilson intervals, which take rollouts for independent. Rollouts of one question are alike, so these
 *   intervals are too narrow; they tell how little is known at least.
 * - `matchRate.mean`, `normalisedMean`: over all rollouts with entities. `meanWrong`: wrong ones without an error.
 * - `signTest`: questions whose correct rollouts found more on average than their wrong ones without an error.
 * - `signal`: every count but `singletons` is over groups with at least two known verdicts.
 * - `reward`: over rollouts with a known outcome. `toolCalls.histogram`: outcomes that are unknown are in no column.
 * - `bySteps`: empty where the log has no steps.
 *
 * @param correlation of the same run under the same matcher and scope
 * @returns undefined values are null, never 0 or NaN; `undefinedReasonOf` says why
 */
export function summariseRun(scored: ScoredRun, correlation: RunCorrelation): RunSummary {
  const { columns, definitions } = scored;
  const totals = totalRun(scored);
  const contrasts = contrastQuestions(scored);
  return {
    definitions: { ...definitions, metricsVersion: METRICS_VERSION },
    counts: {
      rollouts: columns.length,
      questions: columns.questionCount,
      groups: columns.groupCount,
      withEntities: totals.matchRate.n,
      ...totals.outcomes,
    },
    accuracy: wilsonInterval(totals.outcomes.correct, columns.length - totals.outcomes.unknown),
    nearMissShare: shareOfNearMisses(totals.outcomes),
    matchRate: {
      mean: meanOf(totals.matchRate),
      meanCorrect: meanOf(totals.matchRateCorrect),
      meanWrong: meanOf(totals.matchRateWrong),
      normalisedMean: meanOf(totals.matchRateNormalised),
    },
    correlation: {
      pooled: { pearson: withoutReason(correlation.pearson), spearman: withoutReason(correlation.spearman) },
      withinQuestion: {
        ...withoutReason(correlation.withinQuestion),
        questions: correlation.withinQuestion.questions,
      },
    },
    signTest: {
      correctHigher: contrasts.correctHigher,
      wrongHigher: contrasts.wrongHigher,
      ties: contrasts.ties,
    },
    signal: summariseSignal(scored),
    reward: { meanGrpo: meanOf(totals.rewardGrpo), meanEGrpo: meanOf(totals.rewardEGrpo) },
    toolCalls: {
      mean: meanOf(totals.toolCalls),
      meanCorrect: meanOf(totals.toolCallsCorrect),
      meanWrong: meanOf(totals.toolCallsWrong),
      histogram: toolCallHistogram(scored),
    },
    bySteps: tallySteps(scored).map(summariseStep),
  };
}

interface Total {
  sum: number;
  n: number;
}

function meanOf({ sum, n }: Total): number | null {
  return n === 0 ? null : sum / n;
}

function addInPlace(total: Total, value: number): void {
  total.sum += value;
  total.n++;
}

function totalRun(scored: ScoredRun) {
  return { outcomes: countOutcomes(scored.outcome), ...totalRates(scored), ...totalRewardsAndCalls(scored) };
}

function countOutcomes(outcome: Uint8Array): Record<Outcome, number> {
  const byCode = new Int32Array(OUTCOMES.length);
  for (const code of outcome) byCode[code] = (byCode[code] ?? 0) + 1;
  return outcomesByName(byCode);
}

function totalRates({ columns, outcome, matchRate, matchRateNormalised }: ScoredRun) {
  const all: Total = { sum: 0, n: 0 };
  const normalised: Total = { sum: 0, n: 0 };
  const correct: Total = { sum: 0, n: 0 };
  const wrong: Total = { sum: 0, n: 0 };
  for (let i = 0; i < columns.length; i++) {
    if (columns.entityCount[i] === 0) continue;
    const rate = matchRate[i] ?? 0;
    addInPlace(all, rate);
    addInPlace(normalised, matchRateNormalised[i] ?? 0);
    const kind = KIND_CODE_OF_OUTCOME[outcome[i] ?? 0];
    if (kind === CORRECT_KIND) addInPlace(correct, rate);
    else if (kind === WRONG_KIND) addInPlace(wrong, rate);
  }
  return { matchRate: all, matchRateNormalised: normalised, matchRateCorrect: correct, matchRateWrong: wrong };
}

function totalRewardsAndCalls({ columns, outcome, ...scored }: ScoredRun) {
  const rewardGrpo: Total = { sum: 0, n: 0 };
  const rewardEGrpo: Total = { sum: 0, n: 0 };
  const all: Total = { sum: 0, n: 0 };
  const correct: Total = { sum: 0, n: 0 };
  const wrong: Total = { sum: 0, n: 0 };
  for (let i = 0; i < columns.length; i++) {
    const calls = columns.toolCalls[i] ?? 0;
    addInPlace(all, calls);
    const kind = KIND_CODE_OF_OUTCOME[outcome[i] ?? 0];
    if (kind === UNKNOWN_KIND) continue;
    addInPlace(rewardGrpo, scored.rewardGrpo[i] ?? 0);
    addInPlace(rewardEGrpo, scored.rewardEGrpo[i] ?? 0);
    if (kind === CORRECT_KIND) addInPlace(correct, calls);
    else if (kind === WRONG_KIND) addInPlace(wrong, calls);
  }
  return { rewardGrpo, rewardEGrpo, toolCalls: all, toolCallsCorrect: correct, toolCallsWrong: wrong };
}

function shareOfNearMisses({ near_miss, partial, failure }: Readonly<Record<Outcome, number>>): Estimate {
  return wilsonInterval(near_miss, near_miss + partial + failure);
}

function withoutReason({ r, low, high, n }: ReasonedCorrelation): Correlation {
  return { r, low, high, n };
}

function summariseSignal({ groups }: ScoredRun): RunSummary['signal'] {
  const { classes, defined, zeroAdvantageGrpo, zeroAdvantageEGrpo } = tallySignals(groups);
  return {
    groups: defined,
    singletons: classes.singleton,
    allCorrect: classes.all_correct,
    allWrong: classes.revived + classes.dead,
    mixed: classes.mixed,
    zeroAdvantageGrpo,
    zeroAdvantageEGrpo,
    revived: classes.revived,
  };
}

function toolCallHistogram(scored: ScoredRun): readonly ToolCallBin[] {
  const { calls, counts } = tallyToolCalls(scored);
  const bins: ToolCallBin[] = [];
  calls.forEach((number, at) => {
    const byCode = counts.subarray(at * OUTCOMES.length, (at + 1) * OUTCOMES.length);
    const byKind = [0, 0, 0, 0];
    byCode.forEach((count, code) => {
      const kind = KIND_CODE_OF_OUTCOME[code] ?? 0;
      byKind[kind] = (byKind[kind] ?? 0) + count;
    });
    const [correct = 0, wrong = 0, error = 0] = byKind;
    const nearMiss = byCode[NEAR_MISS_CODE] ?? 0;
    bins.push({ calls: number, correct, nearMiss, otherWrong: wrong - nearMiss, error });
  });
  return bins;
}

function summariseStep(tally: StepTally): StepSummary {
  return {
    step: tally.step,
    rollouts: tally.rollouts,
    accuracy: meanOf({ sum: tally.correct, n: tally.known }),
    matchRate: meanOf({ sum: tally.matchRateSum, n: tally.withEntities }),
    toolCalls: meanOf({ sum: tally.toolCallSum, n: tally.rollouts }),
    zeroAdvantageGrpo: meanOf({ sum: tally.zeroAdvantageGrpo, n: tally.groups }),
    zeroAdvantageEGrpo: meanOf({ sum: tally.zeroAdvantageEGrpo, n: tally.groups }),
  };
}
