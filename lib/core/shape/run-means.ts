import { KIND_CODE_OF_OUTCOME, UNKNOWN_KIND } from '@/lib/core/rewards/outcome-kinds';
import type { Estimate } from '@/lib/core/rewards/run-summary';
import type { ScoredRun } from '@/lib/core/rewards/score-run';
import { ClusteredMean, FRACTIONS, NON_NEGATIVE } from '@/lib/core/statistics/mean-interval';

/** The means of a run's summary with their intervals, questions being the clusters (`ClusteredMean`). */
export interface RunMeans {
  /** Over rollouts with entities. */
  readonly matchRate: Estimate;
  readonly matchRateNormalised: Estimate;
  /** Over all rollouts. */
  readonly toolCalls: Estimate;
  /** Over rollouts with a known outcome. */
  readonly rewardGrpo: Estimate;
  readonly rewardEGrpo: Estimate;
}

/** Means over a run under the definitions it was scored with; those of the summary, with 95 % intervals. */
export function shapeRunMeans({ columns, outcome, ...scored }: ScoredRun): RunMeans {
  const { questionCount, question } = columns;
  const matchRate = new ClusteredMean(questionCount, FRACTIONS);
  const matchRateNormalised = new ClusteredMean(questionCount, FRACTIONS);
  const toolCalls = new ClusteredMean(questionCount, NON_NEGATIVE);
  const rewardGrpo = new ClusteredMean(questionCount, FRACTIONS);
  const rewardEGrpo = new ClusteredMean(questionCount, FRACTIONS);
  for (let i = 0; i < columns.length; i++) {
    const cluster = question[i] ?? 0;
    toolCalls.add(cluster, columns.toolCalls[i] ?? 0);
    if (columns.entityCount[i] !== 0) {
      matchRate.add(cluster, scored.matchRate[i] ?? 0);
      matchRateNormalised.add(cluster, scored.matchRateNormalised[i] ?? 0);
    }
    if (KIND_CODE_OF_OUTCOME[outcome[i] ?? 0] === UNKNOWN_KIND) continue;
    rewardGrpo.add(cluster, scored.rewardGrpo[i] ?? 0);
    rewardEGrpo.add(cluster, scored.rewardEGrpo[i] ?? 0);
  }
  return {
    matchRate: matchRate.take(),
    matchRateNormalised: matchRateNormalised.take(),
    toolCalls: toolCalls.take(),
    rewardGrpo: rewardGrpo.take(),
    rewardEGrpo: rewardEGrpo.take(),
  };
}
