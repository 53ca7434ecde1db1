'use client';

import type { ScatterShapeProps } from 'recharts';
import { memo } from 'react';
import { ChartFrame } from '@/components/charts/chart-frame';
import { CHART_PARTS } from '@/components/charts/chart-parts';
import { bottomAxis, chartBase, GRID, nameAxis } from '@/components/charts/chart-look';
import type { ChartTable } from '@/components/charts/chart-table';
import { MarkLink } from '@/components/charts/mark-link';
import { compareHref, type ComparePlace } from '@/components/compare/compare-place';
import { sideLooks } from '@/components/compare/side-look';
import { NOT_DEFINED } from '@/components/format/format-number';
import type { ComparedNumbers, Comparison, MetricDifference } from '@/lib/core/compare-runs/comparison';
import { differenceWords } from '@/lib/core/compare-runs/difference-words';
import { metricLabel, metricOf } from '@/lib/core/compare-runs/metric-label';
import { changeWords, probabilityWords } from '@/lib/core/compare-runs/number-words';
import { shortSideLabel, sideLabel } from '@/lib/core/compare-runs/side-label';
import { differenceAxis } from '@/lib/core/shape/difference-axis';

interface DifferencesChartProps {
  readonly comparison: Comparison;
  readonly numbers: ComparedNumbers;
  readonly place: ComparePlace;
}

interface DrawnSide {
  readonly name: string;
  readonly label: string;
  /** As long as fits beside the axis. */
  readonly shortLabel: string;
  readonly colour: string;
  readonly difference: MetricDifference;
}

const ROW_HEIGHT_PX = 30;
const ROOM_PX = 62;
const NAME_WIDTH_PX = 150;
const LONGEST_NAME = 21;

function drawnSides({ sides, baseline }: Comparison, { differences }: ComparedNumbers): readonly DrawnSide[] {
  const looks = sideLooks(sides.map(({ run }) => run.id));
  return sides.flatMap((side, at) => {
    const difference = differences[at] ?? null;
    if (at === baseline || difference === null) return [];
    const colour = looks[at]?.colour ?? 'var(--run-1)';
    const shortLabel = shortSideLabel(side, LONGEST_NAME);
    return [{ name: side.name, label: sideLabel(side), shortLabel, colour, difference }];
  });
}

function tableOf(sides: readonly DrawnSide[], { comparison, numbers, place }: DifferencesChartProps): ChartTable {
  const { kind } = metricOf(numbers.metric);
  const unit = kind === 'fraction' ? ' (points)' : '';
  const scaled = (value: number | null) => (value === null ? null : kind === 'fraction' ? value * 100 : value);
  const write = (value: number | null) => (value === null ? NOT_DEFINED : (changeWords(kind, [value])[0] ?? ''));
  return {
    columns: [
      'Run',
      `Difference${unit}`,
      `Low${unit}`,
      `High${unit}`,
      `After Holm over ${comparison.tests}`,
      'Questions',
    ],
    rows: sides.map(({ name, label, difference: { value, low, high, test } }) => ({
      key: name,
      label,
      href: compareHref(place, '/questions'),
      cells: [
        write(value),
        write(low),
        write(high),
        test === null ? NOT_DEFINED : probabilityWords(test.holm),
        String(numbers.questions),
      ],
      values: [scaled(value), scaled(low), scaled(high), test?.holm ?? null, numbers.questions],
    })),
  };
}

function markOf(row: DrawnSide, href: string, words: string) {
  const isShown = row.difference.verdict === 'higher' || row.difference.verdict === 'lower';
  return function Mark({ cx, cy }: ScatterShapeProps) {
    if (cx === undefined || cy === undefined) return <g />;
    return (
      <MarkLink href={href} label={`${row.label}: ${words}. What moved`}>
        <circle cx={cx} cy={cy} r={9} fill="transparent" />
        <circle
          cx={cx}
          cy={cy}
          r={5}
          fill={isShown ? row.colour : 'var(--surface)'}
          stroke={row.colour}
          strokeWidth={2}
        />
      </MarkLink>
    );
  };
}

/** Differences of one metric to the baseline, with intervals: a line a side around zero. */
export const DifferencesChart = memo(function DifferencesChart(props: DifferencesChartProps) {
  const { comparison, numbers, place } = props;
  const { kind, better } = metricOf(numbers.metric);
  const sides = drawnSides(comparison, numbers);
  const base = comparison.sides[comparison.baseline];
  const baseName = base === undefined ? 'the baseline' : sideLabel(base);
  const label = metricLabel(numbers.metric, comparison.k);
  const scale = kind === 'fraction' ? 100 : 1;
  const drawn = sides.filter(({ difference }) => difference.value !== null);
  const ends = drawn.flatMap(({ difference: { value, low, high } }) => [value ?? 0, low ?? 0, high ?? 0]);
  const axis = differenceAxis(ends.map((end) => end * scale));
  const height = sides.length * ROW_HEIGHT_PX + ROOM_PX;
  const good = better === null ? '' : ` ${better === 'higher' ? 'Right' : 'Left'} of zero is better.`;
  const gap =
    drawn.length > 0
      ? null
      : {
          kind: 'empty' as const,
          title: `${label} is not defined on these sides`,
          advice: <p>Choose another metric, or sides whose logs have what it counts.</p>,
        };
  return (
    <ChartFrame
      drawnWith={CHART_PARTS}
      id={`difference-${numbers.metric.replaceAll('_', '-')}`}
      title={`${label}: difference to ${baseName}`}
      heightPx={height}
      summary={`Each line is a run: its difference to ${baseName}, with the 95% interval.${good} Filled marks are differences shown after Holm.`}
      basis={`Over ${numbers.questions} shared questions, Holm over ${comparison.tests} tests; intervals resample whole questions.`}
      table={tableOf(sides, props)}
      colourKey={sides.map((side) => ({ label: side.label, colour: side.colour }))}
      gap={gap}
    >
      {({ CartesianGrid, ErrorBar, ReferenceLine, Scatter, ScatterChart, XAxis, YAxis }) => (
        <ScatterChart {...chartBase(height)}>
          <CartesianGrid {...GRID} vertical horizontal={false} />
          <XAxis
            {...bottomAxis(kind === 'fraction' ? 'difference in points' : 'difference')}
            type="number"
            dataKey="x"
            domain={[axis.low, axis.high]}
            ticks={axis.ticks}
            tickFormatter={(tick: number) => (tick > 0 ? `+${tick}` : String(tick).replace('-', '−'))}
          />
          <YAxis
            {...nameAxis(
              sides.map(({ shortLabel }) => shortLabel),
              NAME_WIDTH_PX,
            )}
          />
          <ReferenceLine x={0} stroke="var(--text-muted)" strokeDasharray="4 4" />
          {sides.map((side, index) => {
            const { value, low, high } = side.difference;
            if (value === null) return null;
            const x = value * scale;
            const interval: [number, number] = [x - (low ?? value) * scale, (high ?? value) * scale - x];
            const words = differenceWords({ kind }, side.difference, { ...numbers, tests: comparison.tests });
            return (
              <Scatter
                key={side.name}
                data={[{ x, y: index, interval }]}
                isAnimationActive={false}
                shape={markOf(side, compareHref(place, '/questions'), words)}
              >
                <ErrorBar
                  dataKey="interval"
                  direction="x"
                  stroke={side.colour}
                  strokeWidth={2}
                  width={5}
                  isAnimationActive={false}
                />
              </Scatter>
            );
          })}
        </ScatterChart>
      )}
    </ChartFrame>
  );
});
