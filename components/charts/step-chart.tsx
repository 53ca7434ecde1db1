'use client';

import { CartesianGrid, Line, LineChart, XAxis, YAxis, type DotItemDotProps } from 'recharts';
import { formatNumber, formatQuantity, type NumberKind } from '@/components/format/format-number';
import { rolloutsHref, type RunPlace } from '@/components/runs/run-place';
import type { StepSummary } from '@/lib/core/rewards/run-summary';
import { ChartFrame } from './chart-frame';
import { AXIS, axisLabel, CHART_BASE, GRID } from './chart-look';
import { MarkLink } from './mark-link';
import styles from './step-chart.module.css';

type StepMeasure = Exclude<keyof StepSummary, 'step' | 'rollouts'>;

/** One line of a chart over steps. */
export interface StepSeries {
  readonly measure: StepMeasure;
  readonly label: string;
  readonly colour: string;
  /** Dash pattern that tells the line apart without colour. */
  readonly dash?: string;
}

interface StepChartProps {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly axis: string;
  readonly kind: NumberKind;
  readonly series: readonly StepSeries[];
  readonly steps: readonly StepSummary[];
  readonly place: RunPlace;
}

/** Above this many steps a mark per step would be a smear; the table still lists each. */
const MOST_DOTS = 80;

function dotOf(series: StepSeries, { steps, kind, place }: StepChartProps) {
  return function Dot({ cx, cy, index }: DotItemDotProps) {
    const step = steps[index];
    const value = step?.[series.measure] ?? null;
    if (step === undefined || value === null || cx === undefined || cy === undefined) return <g key={index} />;
    const label = `Step ${step.step}, ${series.label}: ${formatNumber(value, kind)}, ${formatQuantity(step.rollouts, 'rollout')}`;
    return (
      <MarkLink key={index} href={rolloutsHref(place, `step:${step.step}`)} label={label}>
        <circle cx={cx} cy={cy} r={3.5} fill={series.colour} stroke="var(--surface)" strokeWidth={1} />
        <circle cx={cx} cy={cy} r={10} fill="transparent" stroke="none" />
      </MarkLink>
    );
  };
}

/** A measure over training steps; each point opens the rollouts of its step. */
export function StepChart(props: StepChartProps) {
  const { series, steps, kind, place } = props;
  const rollouts = steps.reduce((sum, step) => sum + step.rollouts, 0);
  const withDots = steps.length <= MOST_DOTS;
  const table = {
    columns: ['Step', 'Rollouts', ...series.map((line) => line.label)],
    rows: steps.map((step) => ({
      key: String(step.step),
      label: String(step.step),
      href: rolloutsHref(place, `step:${step.step}`),
      cells: [formatNumber(step.rollouts, 'count'), ...series.map((line) => formatNumber(step[line.measure], kind))],
    })),
  };
  return (
    <ChartFrame
      id={props.id}
      title={props.title}
      summary={props.summary}
      basis={`n = ${formatQuantity(rollouts, 'rollout')} in ${formatQuantity(steps.length, 'step')}; no interval drawn.`}
      table={table}
      legend={
        series.length > 1 ? (
          <ul className={styles.legend}>
            {series.map((line) => (
              <li key={line.measure}>
                <svg width="26" height="8" aria-hidden="true">
                  <line x1="0" x2="26" y1="4" y2="4" stroke={line.colour} strokeWidth="2" strokeDasharray={line.dash} />
                </svg>
                {line.label}
              </li>
            ))}
          </ul>
        ) : null
      }
    >
      <LineChart {...CHART_BASE} data={steps} style={{ width: '100%', height: 190 }}>
        <CartesianGrid {...GRID} />
        <XAxis
          {...AXIS}
          dataKey="step"
          type="number"
          domain={['dataMin', 'dataMax']}
          allowDecimals={false}
          label={axisLabel('training step', 'insideBottom')}
        />
        <YAxis
          {...AXIS}
          width={56}
          domain={kind === 'percent' ? [0, (top: number) => Math.min(1, Math.ceil(top * 10) / 10)] : ['auto', 'auto']}
          tickFormatter={(value: number) => (kind === 'percent' ? `${Math.round(value * 100)}%` : String(value))}
          label={axisLabel(props.axis, 'insideLeft')}
        />
        {series.map((line) => (
          <Line
            key={line.measure}
            dataKey={line.measure}
            stroke={line.colour}
            strokeWidth={2}
            {...(line.dash === undefined ? {} : { strokeDasharray: line.dash })}
            isAnimationActive={false}
            activeDot={false}
            dot={withDots ? dotOf(line, props) : false}
          />
        ))}
      </LineChart>
    </ChartFrame>
  );
}
