'use client';

import { Checkbox } from '@mantine/core';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { memo } from 'react';
import { useGridKeys } from '@/components/groups/use-grid-keys';
import { sideLooks, type SideLook } from '@/components/compare/side-look';
import { LineSwatch } from '@/components/charts/line-swatch';
import { NOT_DEFINED } from '@/components/format/format-number';
import { ScrollFrame } from '@/components/table/scroll-frame';
import type { ComparedMetric } from '@/lib/core/compare-runs/compared-metrics';
import type { ComparedNumbers, Comparison, MetricDifference, MetricValue } from '@/lib/core/compare-runs/comparison';
import { differenceDetails, valueDetails, verdictWords } from '@/lib/core/compare-runs/difference-details';
import { goodnessOf } from '@/lib/core/compare-runs/difference-words';
import { metricLabel, metricOf } from '@/lib/core/compare-runs/metric-label';
import { isRatioMetric } from '@/lib/core/compare-runs/metric-questions';
import { changeWords, probabilityWords, quantityWords, valueWords } from '@/lib/core/compare-runs/number-words';
import { sideLabel } from '@/lib/core/compare-runs/side-label';
import styles from './differences.module.css';
import { IntervalBar, reachOf } from './interval-bar';

const BETTER_WORDS = { higher: 'higher is better', lower: 'lower is better' } as const;

function Value({ metric, value }: { readonly metric: ComparedMetric; readonly value: MetricValue }) {
  if (value.value === null) return <span className={styles.value}>{NOT_DEFINED}</span>;
  const range = value.low === null || value.high === null ? [] : [value.low, value.high];
  const [text, low, high] = valueWords(metric.kind, [value.value, ...range]);
  return (
    <>
      <span className={styles.value}>
        {text}
        {metric.kind === 'fraction' ? '%' : ''}
      </span>{' '}
      {low === undefined ? null : (
        <span className={styles.interval}>
          [{low}, {high}]
        </span>
      )}
    </>
  );
}

interface DifferenceProps {
  readonly metric: ComparedMetric;
  readonly difference: MetricDifference;
  readonly reach: number;
  readonly look: SideLook | undefined;
}

/** A difference and the ends of its interval, as far as there are any. */
function changesOf({ kind }: ComparedMetric, { value, low, high }: MetricDifference): readonly string[] {
  if (value === null) return [];
  return changeWords(kind, [value, ...(low === null || high === null ? [] : [low, high])]);
}

function Difference({ metric, difference, reach, look }: DifferenceProps) {
  const { verdict, test } = difference;
  const { sign, word } = verdictWords(difference);
  const goodness = goodnessOf(metric, difference);
  const [text, from, to] = changesOf(metric, difference);
  return (
    <>
      <span
        className={styles.verdict}
        data-goodness={goodness ?? undefined}
        data-undefined={verdict === 'undefined' || undefined}
      >
        <span aria-hidden="true">{sign}</span> {text ?? ''}
        {text === undefined ? word : ''}
      </span>{' '}
      {from === undefined ? null : (
        <span className={styles.interval}>
          [{from}, {to}]
        </span>
      )}
      <span className={styles.barLine}>
        <IntervalBar difference={difference} reach={reach} look={look} />
      </span>
      {text === undefined ? null : (
        <span className={styles.p}>
          {goodness ?? word}
          {test === null || verdict === 'identical' ? '' : `, ${probabilityWords(test.holm)}`}
        </span>
      )}
    </>
  );
}

/** What stands behind a number: lines in its cell, or for screen readers alone. */
function CellDetails({ lines, isShown }: { readonly lines: readonly string[]; readonly isShown: boolean }) {
  if (!isShown) return <span className="visually-hidden"> ({lines.join('\n')})</span>;
  return (
    <ul className={styles.cellDetails}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

interface NumbersRowProps {
  readonly numbers: ComparedNumbers;
  readonly comparison: Comparison;
  readonly looks: readonly SideLook[];
  /** Whether what stands behind each number is written into its cell. */
  readonly hasDetails: boolean;
}

function NumbersRow({ numbers, comparison, looks, hasDetails }: NumbersRowProps) {
  const metric = metricOf(numbers.metric);
  const reach = reachOf(numbers.differences);
  return (
    <tr>
      <th scope="row" tabIndex={-1} data-tip={metric.meaning}>
        {metricLabel(metric.id, comparison.k)}
        <span className={styles.facts}>
          {quantityWords(numbers.questions, 'question')}
          {metric.better === null ? '' : `, ${BETTER_WORDS[metric.better]}`}
          {isRatioMetric(metric.id) ? ', all wrong rollouts together' : ''}
        </span>
        <span className="visually-hidden">. {metric.meaning}</span>
      </th>
      {numbers.sides.map((value, at) => {
        const difference = numbers.differences[at] ?? null;
        const details = [
          ...(difference === null ? [] : differenceDetails(metric, difference, numbers, comparison.tests)),
          ...valueDetails(metric, value, numbers.questions),
        ];
        return (
          <td
            key={comparison.sides[at]?.name ?? at}
            tabIndex={-1}
            className="number"
            data-tip={hasDetails ? undefined : details.join('\n')}
          >
            <Value metric={metric} value={value} />
            {difference === null ? null : (
              <div className={styles.difference}>
                <Difference metric={metric} difference={difference} reach={reach} look={looks[at]} />
              </div>
            )}
            <CellDetails lines={details} isShown={hasDetails} />
          </td>
        );
      })}
    </tr>
  );
}

interface NumbersGridProps {
  readonly comparison: Comparison;
  readonly hasDetails: boolean;
}

/** Drawn anew for other numbers only: reading the address, as its frame does, would do so at each change of it. */
const NumbersGrid = memo(function NumbersGrid({ comparison, hasDetails }: NumbersGridProps) {
  const looks = sideLooks(comparison.sides.map(({ run }) => run.id));
  const onKeyDown = useGridKeys();
  return (
    <ScrollFrame label="Numbers of the sides" isWholeHeight>
      <table
        // A grid made of a table is the pattern of the ARIA guide; the rule does not know this exception.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        className={styles.numbers}
        onKeyDown={onKeyDown}
      >
        <caption className="visually-hidden">Numbers of the sides, and differences to the baseline</caption>
        <thead>
          <tr>
            <th scope="col" tabIndex={0}>
              Metric
            </th>
            {comparison.sides.map((side, at) => (
              <th key={side.name} scope="col" tabIndex={-1} className="number">
                <span className={styles.head}>
                  <LineSwatch look={looks[at]} />
                  <span className={styles.headName}>{sideLabel(side)}</span>
                </span>
                {at === comparison.baseline ? <span className={styles.facts}>baseline</span> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {comparison.metrics.map((numbers) => (
            <NumbersRow
              key={numbers.metric}
              numbers={numbers}
              comparison={comparison}
              looks={looks}
              hasDetails={hasDetails}
            />
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
});

/**
 * All metrics of all sides, with the differences to the baseline. One stop for Tab; arrows move between cells, and what
 * stands behind a number shows on the cell that is pointed at or focused. Since touch does neither, it can be written
 * into all cells; the address says so.
 */
export function NumbersTable({ comparison }: { readonly comparison: Comparison }) {
  const [details, setDetails] = useQueryState('details', parseAsStringLiteral(['1']));
  const hasDetails = details !== null;
  return (
    <>
      <Checkbox
        size="xs"
        label="Details in every cell: questions, p and its test, effect size, detectable difference, ICC"
        checked={hasDetails}
        onChange={(event) => void setDetails(event.currentTarget.checked ? '1' : null)}
      />
      <NumbersGrid comparison={comparison} hasDetails={hasDetails} />
    </>
  );
}
