'use client';

import { sideLooks } from '@/components/compare/side-look';
import { LineSwatch } from '@/components/charts/line-swatch';
import { NOT_DEFINED } from '@/components/format/format-number';
import { ScrollFrame } from '@/components/table/scroll-frame';
import { Tip } from '@/components/tip/tip';
import type { MetricId } from '@/lib/core/compare-runs/compared-metrics';
import type { Comparison, MetricDifference, MetricValue } from '@/lib/core/compare-runs/comparison';
import { differenceDetails, valueDetails, verdictWords } from '@/lib/core/compare-runs/difference-details';
import { goodnessOf } from '@/lib/core/compare-runs/difference-words';
import { metricLabel, metricOf } from '@/lib/core/compare-runs/metric-label';
import { changeWords, valueWords } from '@/lib/core/compare-runs/number-words';
import { sideLabel } from '@/lib/core/compare-runs/side-label';
import styles from './differences.module.css';

interface CellProps {
  readonly metric: MetricId;
  readonly value: MetricValue | undefined;
  readonly difference: MetricDifference | null;
  readonly questions: number;
  readonly tests: number;
}

/** `[−2.1, +3.4]`; empty without an interval. */
function rangeWords(words: (values: readonly number[]) => readonly string[], low: number | null, high: number | null) {
  return low === null || high === null ? '' : ` [${words([low, high]).join(', ')}]`;
}

function Cell({ metric: id, value, difference, questions, tests }: CellProps) {
  const metric = metricOf(id);
  if (value === undefined) return NOT_DEFINED;
  const details = [
    ...(difference === null ? [] : differenceDetails(metric, difference, { questions }, tests)),
    ...valueDetails(metric, value, questions),
  ].join('\n');
  const amounts = (values: readonly number[]) => valueWords(metric.kind, values);
  const changes = (values: readonly number[]) => changeWords(metric.kind, values);
  const text = value.value === null ? NOT_DEFINED : (valueWords(metric.kind, [value.value])[0] ?? '');
  const points = difference?.value ?? null;
  const change = points === null ? undefined : changeWords(metric.kind, [points])[0];
  return (
    <Tip text={details}>
      <span className={styles.value}>{text}</span>
      <span className={styles.interval}>{rangeWords(amounts, value.low, value.high)}</span>
      {difference === null || change === undefined ? null : (
        <span className={styles.ofSplit}>
          <span className={styles.verdict} data-goodness={goodnessOf(metric, difference) ?? undefined}>
            {verdictWords(difference).sign} {change}
          </span>
          <span className={styles.interval}>{rangeWords(changes, difference.low, difference.high)}</span>
        </span>
      )}
    </Tip>
  );
}

interface SplitsTableProps {
  readonly comparison: Comparison;
  readonly metric: MetricId;
}

/** One metric by benchmark or split, as papers print it: a row each, and one for all. */
export function SplitsTable({ comparison, metric }: SplitsTableProps) {
  const { sides, splits, k, baseline, testsOfSplits: tests } = comparison;
  const looks = sideLooks(sides.map(({ run }) => run.id));
  const label = metricLabel(metric, k);
  return (
    <section aria-labelledby="by-split" className={styles.part}>
      <h2 id="by-split">{label} by split</h2>
      <ScrollFrame label={`Table of ${label} by split`}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Split</th>
              <th scope="col" className="number">
                Questions
              </th>
              {sides.map((side, at) => (
                <th key={side.name} scope="col" className="number">
                  <span className={styles.head}>
                    <LineSwatch look={looks[at]} />
                    <span className={styles.headName}>{sideLabel(side)}</span>
                  </span>
                  {at === baseline ? <span className={styles.facts}>baseline</span> : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {splits.map(({ split, questions, metrics }) => {
              const numbers = metrics.find((one) => one.metric === metric);
              return (
                <tr key={split ?? ''} data-all={split === null || undefined}>
                  <th scope="row">{split ?? 'All questions'}</th>
                  <td className="number">{numbers?.questions ?? questions}</td>
                  {sides.map((side, at) => (
                    <td key={side.name} className="number">
                      <Cell
                        metric={metric}
                        value={numbers?.sides[at]}
                        difference={numbers?.differences[at] ?? null}
                        questions={numbers?.questions ?? questions}
                        tests={tests}
                      />
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollFrame>
      <p className={styles.note}>
        {metricOf(metric).kind === 'fraction' ? 'Percent, differences in points. ' : ''}Brackets are 95% intervals;
        point at a number for its test. Holm is taken over the {tests} tests of all splits and metrics shown.
      </p>
    </section>
  );
}
