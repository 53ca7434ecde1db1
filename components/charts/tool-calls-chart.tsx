'use client';

import type { BarShapeProps } from 'recharts';
import { formatCount, formatPercent, formatQuantity } from '@/components/format/format-number';
import { OutcomeLegend } from '@/components/outcome/outcome-legend';
import { OUTCOME_WORDS } from '@/components/outcome/outcomes';
import { rolloutsHref, type RunPlace } from '@/components/runs/run-place';
import type { Outcome } from '@/lib/core/rewards/run-columns';
import type { OutcomeByCallsBin } from '@/lib/core/shape/outcomes-by-tool-calls';
import { ChartFrame } from './chart-frame';
import { CHART_PARTS } from './chart-parts';
import { bottomAxis, chartBase, GRID, sideAxis } from './chart-look';
import type { ChartTable } from './chart-table';
import { countRangeWords } from './interval-words';
import { MarkLink } from './mark-link';
import { OUTCOME_FILL } from './outcome-fill';

/** From the axis upwards: what was found most stands lowest. */
const STACK = [
  'correct',
  'near_miss',
  'partial',
  'failure',
  'wrong',
  'error_format',
  'error_overlength',
  'unknown',
] as const satisfies readonly Outcome[];

interface ToolCallsChartProps {
  readonly bins: readonly OutcomeByCallsBin[];
  readonly meanCorrect: number | null;
  readonly meanWrong: number | null;
  readonly place: RunPlace;
}

function tableOf(bins: readonly OutcomeByCallsBin[], shown: readonly Outcome[], place: RunPlace): ChartTable {
  return {
    columns: [
      'Tool calls',
      'Rollouts',
      ...shown.map((outcome) => OUTCOME_WORDS[outcome].label),
      'Accuracy',
      'Low',
      'High',
    ],
    rows: bins.map((bin) => ({
      key: String(bin.calls.low),
      label: countRangeWords(bin.calls),
      href: rolloutsHref(place, bin.filter),
      cells: [
        formatCount(bin.rollouts),
        ...shown.map((outcome) => formatCount(bin.outcomes[outcome])),
        formatPercent(bin.accuracy.value),
        formatPercent(bin.accuracy.low),
        formatPercent(bin.accuracy.high),
      ],
      values: [
        bin.rollouts,
        ...shown.map((outcome) => bin.outcomes[outcome]),
        bin.accuracy.value,
        bin.accuracy.low,
        bin.accuracy.high,
      ],
    })),
  };
}

function stackedMark(outcome: Outcome, bins: readonly OutcomeByCallsBin[], place: RunPlace) {
  return function Mark(shape: BarShapeProps) {
    const bin = bins[shape.index];
    if (bin === undefined || shape.height <= 0) return <g />;
    const words = OUTCOME_WORDS[outcome].label.toLowerCase();
    const calls = `${countRangeWords(bin.calls)} tool ${bin.calls.high === 1 ? 'call' : 'calls'}`;
    const label = `${calls}: ${formatCount(bin.outcomes[outcome])} of ${formatQuantity(bin.rollouts, 'rollout')} ${words}`;
    return (
      <MarkLink href={rolloutsHref(place, `${bin.filter} outcome:${outcome}`)} label={label}>
        <rect
          x={shape.x}
          y={shape.y}
          width={shape.width}
          height={shape.height}
          {...OUTCOME_FILL[OUTCOME_WORDS[outcome].tone]}
        />
      </MarkLink>
    );
  };
}

function meansWords(meanCorrect: number | null, meanWrong: number | null): string {
  if (meanCorrect === null || meanWrong === null) return '';
  return ` Correct rollouts make ${meanCorrect.toFixed(1)} calls on average, wrong ones ${meanWrong.toFixed(1)}.`;
}

/** Outcomes of the rollouts that make so many tool calls, stacked. */
export function ToolCallsChart({ bins, meanCorrect, meanWrong, place }: ToolCallsChartProps) {
  const rollouts = bins.reduce((sum, bin) => sum + bin.rollouts, 0);
  const shown = STACK.filter((outcome) => bins.some((bin) => bin.outcomes[outcome] > 0));
  const data = bins.map((bin) => ({ calls: countRangeWords(bin.calls), ...bin.outcomes }));
  return (
    <ChartFrame
      drawnWith={CHART_PARTS}
      id="outcomes-by-tool-calls"
      title="Outcomes by tool calls"
      term="toolCalls"
      summary={`How rollouts end, by the number of tool calls they made.${meansWords(meanCorrect, meanWrong)}`}
      basis={`n = ${formatQuantity(rollouts, 'rollout')}; the table has accuracy with Wilson 95% intervals.`}
      table={tableOf(bins, shown, place)}
      colourKey={shown.map((outcome) => ({
        label: OUTCOME_WORDS[outcome].label,
        colour: OUTCOME_FILL[OUTCOME_WORDS[outcome].tone].fill,
      }))}
      legend={<OutcomeLegend outcomes={shown} />}
      gap={
        rollouts === 0
          ? { kind: 'empty', title: 'The run has no rollouts', advice: 'Its log held none that could be used.' }
          : null
      }
    >
      {({ Bar, BarChart, CartesianGrid, XAxis, YAxis }) => (
        <BarChart {...chartBase()} data={data} barCategoryGap="12%">
          <CartesianGrid {...GRID} />
          <XAxis {...bottomAxis('tool calls')} dataKey="calls" />
          <YAxis {...sideAxis('rollouts')} allowDecimals={false} />
          {shown.map((outcome) => (
            <Bar
              key={outcome}
              dataKey={outcome}
              stackId="outcomes"
              isAnimationActive={false}
              shape={stackedMark(outcome, bins, place)}
            />
          ))}
        </BarChart>
      )}
    </ChartFrame>
  );
}
