'use client';

import { Bar, BarChart, CartesianGrid, XAxis, YAxis, type BarShapeProps } from 'recharts';
import { formatCount, formatPercent, formatQuantity } from '@/components/format/format-number';
import { OutcomeLegend } from '@/components/outcome/outcome-legend';
import { rolloutsHref, type RunPlace } from '@/components/runs/run-place';
import type { ToolCallBin } from '@/lib/core/rewards/run-summary';
import { ChartFrame } from './chart-frame';
import { AXIS, axisLabel, CHART_BASE, GRID } from './chart-look';
import type { ChartTable } from './chart-table';
import { MarkLink } from './mark-link';

const SERIES = [
  { key: 'correct', label: 'correct', filter: 'correct', fill: 'var(--mark-correct)', edge: 'var(--surface)' },
  { key: 'nearMiss', label: 'near-miss', filter: 'near_miss', fill: 'var(--mark-near-miss)', edge: 'var(--surface)' },
  {
    key: 'otherWrong',
    label: 'other wrong',
    filter: 'partial,failure,wrong',
    fill: 'var(--mark-failure)',
    edge: 'var(--surface)',
  },
  { key: 'error', label: 'error', filter: 'error', fill: 'var(--mark-error)', edge: 'var(--surface)' },
] as const;
type Series = (typeof SERIES)[number];

interface ToolCallsChartProps {
  readonly bins: readonly ToolCallBin[];
  readonly meanCorrect: number | null;
  readonly meanWrong: number | null;
  readonly place: RunPlace;
}

function totalOf(bin: ToolCallBin): number {
  return bin.correct + bin.nearMiss + bin.otherWrong + bin.error;
}

function callsFilter(bin: ToolCallBin): string {
  return `tools:${bin.calls}`;
}

function tableOf({ bins, place }: ToolCallsChartProps): ChartTable {
  return {
    columns: ['Tool calls', 'Rollouts', 'Correct', 'Near-miss', 'Other wrong', 'Error', 'Share correct'],
    rows: bins.map((bin) => ({
      key: String(bin.calls),
      label: formatCount(bin.calls),
      href: rolloutsHref(place, callsFilter(bin)),
      cells: [
        formatCount(totalOf(bin)),
        formatCount(bin.correct),
        formatCount(bin.nearMiss),
        formatCount(bin.otherWrong),
        formatCount(bin.error),
        formatPercent(totalOf(bin) === 0 ? null : bin.correct / totalOf(bin)),
      ],
    })),
  };
}

function stackedMark(series: Series, bins: readonly ToolCallBin[], place: RunPlace) {
  return function Mark(shape: BarShapeProps) {
    const bin = bins[shape.index];
    if (bin === undefined || shape.height <= 0) return <g />;
    const label = `${formatQuantity(bin.calls, 'tool call')}: ${formatQuantity(bin[series.key], 'rollout')} ${series.label}`;
    return (
      <MarkLink href={rolloutsHref(place, `${callsFilter(bin)} outcome:${series.filter}`)} label={label}>
        <rect
          x={shape.x}
          y={shape.y}
          width={shape.width}
          height={shape.height}
          fill={series.fill}
          stroke={series.edge}
          strokeWidth={1}
        />
      </MarkLink>
    );
  };
}

/** Outcomes of the rollouts that make so many tool calls, stacked. */
export function ToolCallsChart(props: ToolCallsChartProps) {
  const { bins, place } = props;
  const rollouts = bins.reduce((sum, bin) => sum + totalOf(bin), 0);
  return (
    <ChartFrame
      id="outcomes-by-tool-calls"
      title="Outcomes by tool calls"
      term="toolCalls"
      summary="How rollouts end, by the number of tool calls they made."
      basis={`n = ${formatQuantity(rollouts, 'rollout')} with a known outcome.`}
      table={tableOf(props)}
      legend={<OutcomeLegend outcomes={['correct', 'near_miss', 'failure', 'error_format']} />}
      gap={
        rollouts === 0
          ? {
              kind: 'empty',
              title: 'No outcome is known',
              advice: 'Neither the log nor gold answers say which rollouts are right.',
            }
          : null
      }
    >
      <BarChart {...CHART_BASE} data={bins} barCategoryGap="12%">
        <CartesianGrid {...GRID} />
        <XAxis {...AXIS} dataKey="calls" label={axisLabel('tool calls', 'insideBottom')} />
        <YAxis {...AXIS} allowDecimals={false} width={52} label={axisLabel('rollouts', 'insideLeft')} />
        {SERIES.map((series) => (
          <Bar
            key={series.key}
            dataKey={series.key}
            stackId="outcomes"
            isAnimationActive={false}
            shape={stackedMark(series, bins, place)}
          />
        ))}
      </BarChart>
    </ChartFrame>
  );
}
