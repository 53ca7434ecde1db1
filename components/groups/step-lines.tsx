'use client';

import type { DotItemDotProps } from 'recharts';
import { ChartFrame } from '@/components/charts/chart-frame';
import { CHART_PARTS } from '@/components/charts/chart-parts';
import { chartBase, FRACTION_AXIS, GRID, seriesLine, sideAxis, stepAxis } from '@/components/charts/chart-look';
import type { ChartTable } from '@/components/charts/chart-table';
import { LineLegend } from '@/components/charts/line-legend';
import { MarkLink } from '@/components/charts/mark-link';
import { formatCount, formatNumber, formatQuantity, type NumberKind } from '@/components/format/format-number';
import { groupHref, type RunPlace } from '@/components/runs/run-place';
import type { GroupFacts } from '@/lib/core/shape/group-facts';

export interface GroupAtStep extends GroupFacts {
  readonly group: number;
  readonly step: number | null;
}

interface StepSeries {
  readonly label: string;
  readonly colour: string;
  readonly dash?: string;
  readonly read: (group: GroupAtStep) => number | null;
}

interface StepMeasure {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly axis: string;
  readonly kind: NumberKind;
  readonly series: readonly StepSeries[];
}

function shareOf(count: number, { size }: GroupAtStep): number | null {
  return size === 0 ? null : count / size;
}

const MEASURES = {
  outcomes: {
    id: 'group-outcomes-over-steps',
    title: 'Outcomes',
    summary: 'Share of the group’s rollouts that are correct, near-misses, or anything else.',
    axis: 'share of rollouts',
    kind: 'percent',
    series: [
      { label: 'Correct', colour: 'var(--mark-correct)', read: (group) => shareOf(group.correct, group) },
      {
        label: 'Near-miss',
        colour: 'var(--mark-near-miss)',
        dash: '8 3',
        read: (group) => shareOf(group.nearMiss, group),
      },
      {
        label: 'Other',
        colour: 'var(--mark-failure)',
        dash: '2 3',
        read: (group) => shareOf(group.otherWrong + group.error + group.unknown, group),
      },
    ],
  },
  matchRate: {
    id: 'group-match-rate-over-steps',
    title: 'Match rate γ',
    summary: 'Mean and highest match rate γ of the group’s rollouts.',
    axis: 'match rate γ',
    kind: 'percent',
    series: [
      { label: 'Highest', colour: 'var(--run-3)', dash: '8 3', read: (group) => group.matchRateMax },
      { label: 'Mean', colour: 'var(--run-1)', read: (group) => group.matchRateMean },
    ],
  },
  toolCalls: {
    id: 'group-tool-calls-over-steps',
    title: 'Tool calls',
    summary: 'Mean number of tool calls of the group’s rollouts.',
    axis: 'tool calls',
    kind: 'decimal',
    series: [{ label: 'Mean', colour: 'var(--run-1)', read: (group) => group.toolCallsMean }],
  },
} as const satisfies Record<string, StepMeasure>;

interface StepLinesProps {
  readonly measure: keyof typeof MEASURES;
  /** By step; those without a step are in the table only. */
  readonly groups: readonly GroupAtStep[];
  /** The group of the page. */
  readonly current: number;
  readonly place: RunPlace;
}

const HEIGHT_PX = 190;
/** Above this many points a dot on each would be a smear; the table still links to every one. */
const MOST_DOTS = 80;

/** The numbers of the chart, a row a group; the step alone stands first, so that programs read it as a number. */
export function stepLinesTable({ measure, groups, current, place }: StepLinesProps): ChartTable {
  const { kind, series }: StepMeasure = MEASURES[measure];
  return {
    columns: ['Step', 'Group', 'Rollouts', ...series.map(({ label }) => label)],
    rows: groups.map((group) => ({
      key: String(group.group),
      label: String(group.step ?? 'no step'),
      href: groupHref(place, group.group),
      cells: [
        `${group.group}${group.group === current ? ' (here)' : ''}`,
        formatCount(group.size),
        ...series.map(({ read }) => formatNumber(read(group), kind)),
      ],
      values: [group.group, group.size, ...series.map(({ read }) => read(group))],
    })),
  };
}

function dotOf(series: StepSeries, kind: NumberKind, drawn: readonly GroupAtStep[], place: RunPlace) {
  return function Dot({ cx, cy, index }: DotItemDotProps) {
    const group = drawn[index];
    const value = group === undefined ? null : series.read(group);
    if (group === undefined || value === null || cx === undefined || cy === undefined) return <g key={index} />;
    const label = `Step ${group.step}, ${series.label}: ${formatNumber(value, kind)}, ${formatQuantity(group.size, 'rollout')}`;
    return (
      <MarkLink key={index} href={groupHref(place, group.group)} label={label}>
        <circle cx={cx} cy={cy} r={3.5} fill={series.colour} stroke="var(--surface)" strokeWidth={1} />
        <circle cx={cx} cy={cy} r={9} fill="transparent" />
      </MarkLink>
    );
  };
}

/** A measure of the rollouts on one question over the steps of a run; each point opens the group of its step. */
export function StepLines(props: StepLinesProps) {
  const measure: StepMeasure = MEASURES[props.measure];
  const drawn = props.groups.filter(({ step }) => step !== null);
  const here = drawn.find(({ group }) => group === props.current)?.step ?? null;
  const data = drawn.map((group) => ({
    step: group.step,
    ...Object.fromEntries(measure.series.map(({ read }, at) => [`v${at}`, read(group)])),
  }));
  const axis = measure.kind === 'percent' ? FRACTION_AXIS : {};
  return (
    <ChartFrame
      drawnWith={CHART_PARTS}
      id={measure.id}
      title={measure.title}
      summary={measure.summary}
      basis={`n = ${formatQuantity(drawn.length, 'step')}; the upright line is this group.`}
      table={stepLinesTable(props)}
      heightPx={HEIGHT_PX}
      colourKey={measure.series.map(({ label, colour }) => ({ label, colour }))}
      legend={<LineLegend lines={measure.series} />}
    >
      {({ CartesianGrid, Line, LineChart, ReferenceLine, XAxis, YAxis }) => (
        <LineChart {...chartBase(HEIGHT_PX)} data={data}>
          <CartesianGrid {...GRID} />
          <XAxis {...stepAxis()} padding={{ left: 8, right: 8 }} />
          <YAxis {...sideAxis(measure.axis)} {...axis} />
          {here === null ? null : <ReferenceLine x={here} stroke="var(--text-muted)" strokeDasharray="3 3" />}
          {measure.series.map((series, at) => (
            <Line
              key={series.label}
              dataKey={`v${at}`}
              {...seriesLine(series)}
              dot={drawn.length > MOST_DOTS ? false : dotOf(series, measure.kind, drawn, props.place)}
            />
          ))}
        </LineChart>
      )}
    </ChartFrame>
  );
}
