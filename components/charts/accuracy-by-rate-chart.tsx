'use client';

import type { ScatterShapeProps } from 'recharts';
import { intervalText } from '@/components/estimate/interval-text';
import { formatCount, formatPercent, formatQuantity } from '@/components/format/format-number';
import { rolloutsHref, type RunPlace } from '@/components/runs/run-place';
import type { AccuracyBin } from '@/lib/core/shape/accuracy-by-match-rate';
import { ChartFrame } from './chart-frame';
import { CHART_PARTS } from './chart-parts';
import { bottomAxis, chartBase, FRACTION_AXIS, GRID, shareTicks, sideAxis, wholePercent } from './chart-look';
import type { ChartTable } from './chart-table';
import { rateRangeWords } from './interval-words';
import { MarkLink } from './mark-link';
import type { Panel } from './panel';
import { RATE_WORDS, type RateName } from './rate-name';
import { RateSwitch } from './rate-switch';

interface AccuracyByRateChartProps {
  readonly rate: RateName;
  readonly bins: readonly AccuracyBin[];
  /** Accuracy of the whole run, drawn as a line to compare with. */
  readonly accuracy: number | null;
  readonly place: RunPlace;
  /** Where the chart is one of several beside each other. */
  readonly panel?: Panel;
}

interface Point {
  readonly x: number;
  readonly y: number;
  /** Distances from the value down to the low end and up to the high end. */
  readonly interval: [number, number];
  readonly bin: AccuracyBin;
}

const SMALLEST_RADIUS_PX = 3;
const RADIUS_RANGE_PX = 5;

function pointsOf(bins: readonly AccuracyBin[]): readonly Point[] {
  return bins.flatMap((bin) => {
    const { value, low, high } = bin.accuracy;
    if (value === null || low === null || high === null || bin.meanRate === null) return [];
    return [{ x: bin.meanRate, y: value, interval: [value - low, high - value], bin }];
  });
}

function markOf(points: readonly Point[], place: RunPlace) {
  const most = Math.max(1, ...points.map((point) => point.bin.n));
  return function Mark({ cx, cy, index }: ScatterShapeProps) {
    const bin = points[index]?.bin;
    if (bin === undefined || cx === undefined || cy === undefined) return <g />;
    const radius = SMALLEST_RADIUS_PX + RADIUS_RANGE_PX * Math.sqrt(bin.n / most);
    const label = `Match rate ${rateRangeWords(bin.rates)}: accuracy ${formatPercent(bin.accuracy.value)}, ${intervalText(bin.accuracy, 'percent')}`;
    return (
      <MarkLink href={rolloutsHref(place, bin.filter)} label={label}>
        <circle cx={cx} cy={cy} r={radius} fill="var(--run-1)" stroke="var(--surface)" strokeWidth={1.5} />
      </MarkLink>
    );
  };
}

function tableOf({ bins, rate, place }: AccuracyByRateChartProps): ChartTable {
  return {
    columns: [RATE_WORDS[rate].label, 'Rollouts', 'Correct', 'Accuracy', 'Low', 'High'],
    rows: bins.map((bin) => ({
      key: rateRangeWords(bin.rates),
      label: rateRangeWords(bin.rates),
      href: bin.n === 0 ? null : rolloutsHref(place, bin.filter),
      cells: [
        formatCount(bin.n),
        formatCount(bin.correct),
        bin.suppressed ? 'fewer than 5' : formatPercent(bin.accuracy.value),
        formatPercent(bin.accuracy.low),
        formatPercent(bin.accuracy.high),
      ],
      values: [bin.n, bin.correct, bin.accuracy.value, bin.accuracy.low, bin.accuracy.high],
    })),
  };
}

/** The highest share that the chart has to show. */
export function highestAccuracy({ bins, accuracy }: Pick<AccuracyByRateChartProps, 'bins' | 'accuracy'>): number {
  return Math.max(accuracy ?? 0, ...bins.map((bin) => bin.accuracy.high ?? 0));
}

/** Accuracy of the rollouts that found so much: does finding more go with being right? */
export function AccuracyByRateChart(props: AccuracyByRateChartProps) {
  const { bins, rate, accuracy, place, panel } = props;
  const points = pointsOf(bins);
  const ticks = shareTicks(panel?.highest ?? highestAccuracy(props));
  const rollouts = bins.reduce((sum, bin) => sum + bin.n, 0);
  const suppressed = bins.filter((bin) => bin.suppressed).length;
  const small = suppressed === 0 ? '' : ` ${formatQuantity(suppressed, 'bin')} with fewer than 5 rollouts not drawn.`;
  return (
    <ChartFrame
      drawnWith={CHART_PARTS}
      id={panel?.id ?? 'accuracy-by-match-rate'}
      title={panel?.title ?? 'Accuracy against match rate'}
      term={rate}
      summary="Accuracy of the rollouts in each bin of match rates; the dashed line is the run’s accuracy."
      basis={`n = ${formatQuantity(rollouts, 'rollout')}; bars are Wilson 95% intervals, which take rollouts for independent; the area of a dot goes with its n.${small}`}
      table={tableOf(props)}
      legend={panel === undefined ? <RateSwitch /> : null}
      gap={
        points.length === 0
          ? {
              kind: 'empty',
              title: 'No bin has five rollouts',
              advice: 'An accuracy of fewer than five rollouts says little; the table view of a larger run has it.',
            }
          : null
      }
    >
      {({ CartesianGrid, ErrorBar, ReferenceLine, Scatter, ScatterChart, XAxis, YAxis }) => (
        <ScatterChart {...chartBase()}>
          <CartesianGrid {...GRID} />
          <XAxis {...bottomAxis(RATE_WORDS[rate].axis)} {...FRACTION_AXIS} dataKey="x" domain={[-0.04, 1.04]} />
          <YAxis
            {...sideAxis('accuracy')}
            type="number"
            dataKey="y"
            domain={[0, ticks[ticks.length - 1] ?? 1]}
            ticks={ticks}
            tickFormatter={wholePercent}
          />
          {accuracy === null ? null : <ReferenceLine y={accuracy} stroke="var(--text-muted)" strokeDasharray="4 4" />}
          <Scatter data={points} isAnimationActive={false} shape={markOf(points, place)}>
            <ErrorBar
              dataKey="interval"
              direction="y"
              stroke="var(--run-1)"
              strokeWidth={1.5}
              width={5}
              isAnimationActive={false}
            />
          </Scatter>
        </ScatterChart>
      )}
    </ChartFrame>
  );
}
