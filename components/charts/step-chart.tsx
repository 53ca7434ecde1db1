'use client';

import type { DotItemDotProps } from 'recharts';
import { formatCount, formatNumber, formatQuantity, type NumberKind } from '@/components/format/format-number';
import { rolloutsHref, type RunPlace } from '@/components/runs/run-place';
import type { Estimate } from '@/lib/core/rewards/run-summary';
import type { StepPoint, StepsChart } from '@/lib/core/shape/run-by-steps';
import { ChartFrame } from './chart-frame';
import { CHART_PARTS } from './chart-parts';
import { chartBase, GRID, seriesLine, shareTicks, sideAxis, stepAxis, wholePercent } from './chart-look';
import type { ChartTable } from './chart-table';
import { LineLegend } from './line-legend';
import { MarkLink } from './mark-link';

/** One line of a chart over steps. */
interface StepSeries {
  readonly label: string;
  readonly colour: string;
  /** Dash pattern that tells the line apart without colour. */
  readonly dash?: string;
  readonly read: (point: StepPoint) => Estimate;
  /** Filter of what the value counts; the rollouts of the step where it is left out. */
  readonly filter?: (point: StepPoint) => string;
}

interface StepMeasure {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly axis: string;
  readonly kind: NumberKind;
  readonly unit: string;
  readonly series: readonly StepSeries[];
}

const RUN = 'var(--run-1)';

/** The measures that are drawn over training steps. */
const MEASURES = {
  accuracy: {
    id: 'accuracy-over-steps',
    title: 'Accuracy over steps',
    summary:
      'Share of correct rollouts at each training step; the band is the Wilson 95% interval, which takes rollouts for independent.',
    axis: 'accuracy',
    kind: 'percent',
    unit: 'rollout',
    series: [{ label: 'Accuracy', colour: RUN, read: (point) => point.accuracy }],
  },
  matchRate: {
    id: 'match-rate-over-steps',
    title: 'Match rate over steps',
    summary: 'Mean match rate γ of the rollouts at each training step; the band is the 95% interval over questions.',
    axis: 'match rate γ',
    kind: 'percent',
    unit: 'rollout',
    series: [{ label: 'Match rate γ', colour: RUN, read: (point) => point.matchRate }],
  },
  toolCalls: {
    id: 'tool-calls-over-steps',
    title: 'Tool calls over steps',
    summary:
      'Mean number of tool calls of the rollouts at each training step; the band is the 95% interval over questions.',
    axis: 'tool calls',
    kind: 'decimal',
    unit: 'rollout',
    series: [{ label: 'Tool calls', colour: RUN, read: (point) => point.toolCalls }],
  },
  zeroAdvantage: {
    id: 'zero-advantage-over-steps',
    title: 'Groups with zero advantage over steps',
    summary:
      'Share of groups that teach nothing, at each training step, under both rewards; bands are Wilson 95% intervals, which take groups for independent.',
    axis: 'share of groups',
    kind: 'percent',
    unit: 'group',
    series: [
      {
        label: 'GRPO',
        colour: 'var(--mark-failure)',
        read: (point) => point.zeroAdvantageGrpo,
        filter: (point) => point.filterZeroGrpo,
      },
      {
        label: 'E-GRPO',
        colour: 'var(--mark-near-miss)',
        dash: '6 3',
        read: (point) => point.zeroAdvantageEGrpo,
        filter: (point) => point.filterZeroEGrpo,
      },
    ],
  },
} as const satisfies Record<string, StepMeasure>;
/** Without gold entities E-GRPO pays what GRPO does, and a line of its own would say nothing. */
const ZERO_ADVANTAGE_GRPO: StepMeasure = {
  ...MEASURES.zeroAdvantage,
  summary:
    'Share of groups that teach nothing under GRPO, at each training step; the band is the Wilson 95% interval, which takes groups for independent.',
  series: [MEASURES.zeroAdvantage.series[0]],
};
export type StepMeasureName = keyof typeof MEASURES;

interface StepChartProps {
  readonly measure: StepMeasureName;
  /** False where no question has gold entities. */
  readonly hasEntities?: boolean;
  readonly steps: StepsChart;
  readonly place: RunPlace;
}

const HEIGHT_PX = 200;

/** Above this many points a dot on each would be a smear; the table still lists every one. */
const MOST_DOTS = 80;

function stepWords({ firstStep, lastStep }: StepPoint): string {
  return firstStep === lastStep ? String(firstStep) : `${firstStep} to ${lastStep}`;
}

function dotOf(series: StepSeries, { kind, unit }: StepMeasure, { steps, place }: StepChartProps) {
  return function Dot({ cx, cy, index }: DotItemDotProps) {
    const point = steps.points[index];
    if (point === undefined || cx === undefined || cy === undefined) return <g key={index} />;
    const { value, n } = series.read(point);
    if (value === null) return <g key={index} />;
    const label = `Step ${stepWords(point)}, ${series.label}: ${formatNumber(value, kind)}, ${formatQuantity(n, unit)}`;
    return (
      <MarkLink key={index} href={rolloutsHref(place, series.filter?.(point) ?? point.filter)} label={label}>
        <circle cx={cx} cy={cy} r={3.5} fill={series.colour} stroke="var(--surface)" strokeWidth={1} />
        <circle cx={cx} cy={cy} r={10} fill="transparent" />
      </MarkLink>
    );
  };
}

function tableOf({ kind, series }: StepMeasure, { steps, place }: StepChartProps): ChartTable {
  const columns = series.flatMap(({ label }) => [label, `${label}, low`, `${label}, high`, `${label}, n`]);
  return {
    columns: ['Step', 'Rollouts', ...columns],
    rows: steps.points.map((point) => ({
      key: String(point.firstStep),
      label: stepWords(point),
      href: rolloutsHref(place, point.filter),
      cells: [
        formatCount(point.rollouts),
        ...series.flatMap(({ read }) => {
          const { value, low, high, n } = read(point);
          return [formatNumber(value, kind), formatNumber(low, kind), formatNumber(high, kind), formatCount(n)];
        }),
      ],
      values: [
        point.rollouts,
        ...series.flatMap(({ read }) => {
          const { value, low, high, n } = read(point);
          return [value, low, high, n];
        }),
      ],
    })),
  };
}

/** Values and bands under the keys `v0`, `b0`, `v1`, `b1`, ... that the lines read. */
function dataOf({ series }: StepMeasure, { points }: StepsChart) {
  return points.map((point) => {
    const entries = series.flatMap(({ read }, index): [string, number | number[] | null][] => {
      const { value, low, high } = read(point);
      return [
        [`v${index}`, value],
        [`b${index}`, low === null || high === null ? null : [low, high]],
      ];
    });
    return { step: point.firstStep, ...Object.fromEntries(entries) };
  });
}

function shareAxis(measure: StepMeasure, steps: StepsChart) {
  const tops = steps.points.flatMap((point) =>
    measure.series.map(({ read }) => read(point).high ?? read(point).value ?? 0),
  );
  const ticks = shareTicks(Math.max(0, ...tops));
  return { domain: [0, ticks[ticks.length - 1] ?? 1], ticks, tickFormatter: wholePercent } as const;
}

/** What the measure is computed over, in all points together. */
function basisCount({ series, unit }: StepMeasure, { points }: StepsChart): string {
  const count = points.reduce((sum, point) => sum + (series[0]?.read(point).n ?? 0), 0);
  return formatQuantity(count, unit);
}

function measureOf(name: StepMeasureName, hasEntities: boolean): StepMeasure {
  return name === 'zeroAdvantage' && !hasEntities ? ZERO_ADVANTAGE_GRPO : MEASURES[name];
}

/** A measure over training steps; each point opens the rollouts of its step. */
export function StepChart(props: StepChartProps) {
  const { steps, hasEntities = true } = props;
  const measure = measureOf(props.measure, hasEntities);
  const merged =
    steps.stepsPerPoint === 1 ? '' : ` Each point takes ${formatCount(steps.stepsPerPoint)} steps together.`;
  const withDots = steps.points.length <= MOST_DOTS;
  return (
    <ChartFrame
      drawnWith={CHART_PARTS}
      id={measure.id}
      title={measure.title}
      summary={measure.summary}
      heightPx={HEIGHT_PX}
      basis={`n = ${basisCount(measure, steps)} in ${formatQuantity(steps.steps, 'step')}.${merged}`}
      table={tableOf(measure, props)}
      colourKey={measure.series.map(({ label, colour }) => ({ label, colour }))}
      legend={measure.series.length > 1 ? <LineLegend lines={measure.series} /> : null}
    >
      {({ Area, CartesianGrid, ComposedChart, Line, XAxis, YAxis }) => (
        <ComposedChart {...chartBase(HEIGHT_PX)} data={dataOf(measure, steps)}>
          <CartesianGrid {...GRID} />
          <XAxis {...stepAxis()} />
          <YAxis {...sideAxis(measure.axis)} {...(measure.kind === 'percent' ? shareAxis(measure, steps) : {})} />
          {measure.series.map((line, index) => (
            <Area
              key={`${line.label} band`}
              dataKey={`b${index}`}
              stroke="none"
              fill={line.colour}
              fillOpacity={0.15}
              isAnimationActive={false}
              activeDot={false}
            />
          ))}
          {measure.series.map((line, index) => (
            <Line
              key={line.label}
              dataKey={`v${index}`}
              {...seriesLine(line)}
              dot={withDots ? dotOf(line, measure, props) : false}
            />
          ))}
        </ComposedChart>
      )}
    </ChartFrame>
  );
}
