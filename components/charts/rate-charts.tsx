'use client';

import type { RunPlace } from '@/components/runs/run-place';
import type { RunCharts } from '@/lib/core/shape/run-charts';
import { AccuracyByRateChart } from './accuracy-by-rate-chart';
import { QuestionContrastChart } from './question-contrast-chart';
import { RateDistributionChart } from './rate-distribution-chart';
import { useRate } from './rate-switch';

interface RateChartsProps {
  readonly charts: Pick<RunCharts, 'accuracyByRate' | 'rateDistribution' | 'questionContrast'>;
  /** τ on γ̂. */
  readonly threshold: number;
  readonly accuracy: number | null;
  readonly place: RunPlace;
}

/** The charts about match rates; the first two share the choice between γ and γ̂. */
export function RateCharts({ charts, threshold, accuracy, place }: RateChartsProps) {
  const [rate] = useRate();
  return (
    <>
      <AccuracyByRateChart rate={rate} bins={charts.accuracyByRate[rate]} accuracy={accuracy} place={place} />
      <RateDistributionChart
        rate={rate}
        threshold={rate === 'matchRateNormalised' ? threshold : null}
        distribution={charts.rateDistribution[rate]}
        place={place}
      />
      <QuestionContrastChart contrast={charts.questionContrast} place={place} />
    </>
  );
}
