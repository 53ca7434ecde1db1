import type { ScoredRun } from '@/lib/core/rewards/score-run';

import { binAccuracy, type AccuracyBin } from './accuracy-by-match-rate';
import { distributeRates, entityCountsOf, type RateDistribution } from './match-rate-distribution';
import { shapeOutcomesByToolCalls, type OutcomeByCallsBin } from './outcomes-by-tool-calls';
import { shapeQuestionContrast, type QuestionContrastChart } from './question-contrast';
import { tallyRates, type RateField } from './rate-tally';
import { shapeRunBySteps, type StepsChart } from './run-by-steps';
import { shapeRunMeans, type RunMeans } from './run-means';
import { shapeSignalClasses, type SignalChart } from './signal-classes';

/** The finished series of every chart of a run page, and its means with their intervals: plain data, a few hundred marks at most for a run of any size. */
export interface RunCharts {
  readonly means: RunMeans;
  /** Seven bins for each of the two match rates. */
  readonly accuracyByRate: Readonly<Record<RateField, readonly AccuracyBin[]>>;
  readonly rateDistribution: Readonly<Record<RateField, RateDistribution>>;
  readonly questionContrast: QuestionContrastChart;
  readonly outcomesByToolCalls: readonly OutcomeByCallsBin[];
  readonly signal: SignalChart;
  readonly bySteps: StepsChart;
}

/**
 * Shapes all charts of a run under the definitions it was scored with. The order of the rollouts does not matter.
 * Every mark has a `filter` for the list of the rollouts behind it; filters join with a space.
 */
export function shapeRunCharts(scored: ScoredRun): RunCharts {
  const gamma = tallyRates(scored, 'matchRate');
  const gammaHat = tallyRates(scored, 'matchRateNormalised');
  const entityCounts = entityCountsOf(scored);
  return {
    means: shapeRunMeans(scored),
    accuracyByRate: {
      matchRate: binAccuracy(gamma, 'matchRate'),
      matchRateNormalised: binAccuracy(gammaHat, 'matchRateNormalised'),
    },
    rateDistribution: {
      matchRate: distributeRates(gamma, 'matchRate', entityCounts),
      matchRateNormalised: distributeRates(gammaHat, 'matchRateNormalised', entityCounts),
    },
    questionContrast: shapeQuestionContrast(scored),
    outcomesByToolCalls: shapeOutcomesByToolCalls(scored),
    signal: shapeSignalClasses(scored),
    bySteps: shapeRunBySteps(scored),
  };
}
