'use client';

import { NativeSelect } from '@mantine/core';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { memo } from 'react';
import type { ComparePlace } from '@/components/compare/compare-place';
import { METRIC_IDS } from '@/lib/core/compare-runs/compared-metrics';
import type { Comparison } from '@/lib/core/compare-runs/comparison';
import { metricLabel, metricOf } from '@/lib/core/compare-runs/metric-label';
import { DifferencesChart } from './differences-chart';
import styles from './differences.module.css';
import { SplitsTable } from './splits-table';

interface MetricDifferencesProps {
  readonly comparison: Comparison;
  readonly place: ComparePlace;
}

/** One metric at a time, drawn and by split; another one is at hand without asking the server. */
export const MetricDifferences = memo(function MetricDifferences({ comparison, place }: MetricDifferencesProps) {
  const [named, setMetric] = useQueryState('metric', parseAsStringLiteral(METRIC_IDS));
  const numbers = comparison.metrics.find(({ metric }) => metric === named) ?? comparison.metrics[0];
  if (numbers === undefined) return null;
  return (
    <>
      <section aria-labelledby="one-metric" className={styles.part}>
        <div className={styles.titleLine}>
          <h2 id="one-metric">One metric</h2>
          <NativeSelect
            size="xs"
            aria-label="Metric of the chart"
            value={numbers.metric}
            data={comparison.metrics.map(({ metric }) => ({ value: metric, label: metricLabel(metric, comparison.k) }))}
            onChange={(event) => void setMetric(METRIC_IDS.find((id) => id === event.currentTarget.value) ?? null)}
          />
          <span className={styles.facts}>{metricOf(numbers.metric).meaning}</span>
        </div>
        <DifferencesChart comparison={comparison} numbers={numbers} place={place} />
      </section>
      {comparison.splits.length > 0 ? <SplitsTable comparison={comparison} metric={numbers.metric} /> : null}
    </>
  );
});
