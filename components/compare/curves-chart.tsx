'use client';

import { memo, useMemo, useState } from 'react';
import { ChartFrame } from '@/components/charts/chart-frame';
import { bottomAxis, chartBase, GRID, sideAxis } from '@/components/charts/chart-look';
import { chartPartsAnd } from '@/components/charts/chart-parts';
import { LineLegend } from '@/components/charts/line-legend';
import { formatCount, formatNumber, NOT_DEFINED, type NumberKind } from '@/components/format/format-number';
import type { ValueAxisStart } from '@/lib/core/compare-runs/compare-views';
import type { Curve } from './curve';
import styles from './curves-chart.module.css';
import { roundTicks } from './round-ticks';
import { valueAxis } from './value-axis';

const CURVE_PARTS = chartPartsAnd(() => import('./curves-drawing'));

interface CurvesChartProps {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly basis: string;
  /** Label of the axis below, and what a tick of it reads. */
  readonly axis: { readonly label: string; readonly tick: (number: number) => string };
  /** Label of the axis beside, and how values are written. */
  readonly valueLabel: string;
  readonly kind: NumberKind;
  /** What `n` counts, such as `rollout`. */
  readonly unit: string;
  readonly curves: readonly Curve[];
  readonly withBands: boolean;
  /** Where the axis beside begins. */
  readonly start: ValueAxisStart;
  /** Weight of the moving average; 0 where nothing is smoothed. */
  readonly smoothing: number;
}

const HEIGHT_PX = 260;
/** Keeps the points of the first and the last step off the axes. */
const EDGE = { left: 8, right: 8 } as const;

/** From the smallest to the largest, with room around a single one. */
function span(numbers: readonly number[]): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const number of numbers) {
    low = Math.min(low, number);
    high = Math.max(high, number);
  }
  if (low > high) return [0, 1];
  return low === high ? [low - 1, high + 1] : [low, high];
}

function tableOf({ axis, curves, kind, smoothing }: CurvesChartProps) {
  const smoothed = smoothing === 0 ? 'Smoothed' : `Smoothed (weight ${smoothing})`;
  return () => ({
    columns: ['Run and step', axis.label, 'Value', 'Low', 'High', 'n', smoothed],
    rows: curves.flatMap((curve) =>
      curve.x.map((x, index) => ({
        key: `${curve.label} ${index} ${curve.pointName(index)}`,
        label: `${curve.label}, ${curve.pointName(index)}`,
        href: curve.href(index),
        cells: [
          formatCount(x),
          formatNumber(curve.value[index] ?? null, kind),
          formatNumber(curve.low[index] ?? null, kind),
          formatNumber(curve.high[index] ?? null, kind),
          formatCount(curve.n[index] ?? 0),
          curve.smoothed === null ? NOT_DEFINED : formatNumber(curve.smoothed[index] ?? null, kind),
        ],
        values: [
          x,
          ...[curve.value, curve.low, curve.high, curve.n, curve.smoothed].map((column) => column?.[index] ?? null),
        ],
      })),
    ),
  });
}

/**
 * Curves of several sides in one drawing, with their bands. The nearest point to the pointer, or to the keys, opens.
 * Drawn anew only when its props change, so that a control that moves does not wait for eight of these.
 */
export const CurvesChart = memo(function CurvesChart(props: CurvesChartProps) {
  const { id, title, summary, basis, axis, kind, unit, curves, withBands, start } = props;
  const [readout, setReadout] = useState<HTMLElement | null>(null);
  const beside = useMemo(() => valueAxis(curves, { kind, withBands, start }), [curves, kind, withBands, start]);
  const [low, high] = useMemo(() => span(curves.flatMap(({ x }) => x)), [curves]);
  const ends = [beside.ticks[0] ?? 0, beside.ticks.at(-1) ?? 1];
  const xTicks = roundTicks(low, high).filter((tick) => tick >= low && tick <= high && Number.isInteger(tick));
  return (
    <ChartFrame
      drawnWith={CURVE_PARTS}
      id={id}
      title={title}
      summary={summary}
      basis={beside.words === null ? basis : `${basis} ${beside.words}`}
      heightPx={HEIGHT_PX}
      table={tableOf(props)}
      colourKey={curves.map(({ label, look }) => ({
        label,
        colour: look.colour,
        ...(curves.some((curve) => curve.look.dash !== undefined) ? { dash: look.dash ?? 'none' } : {}),
      }))}
      legend={
        <div className={styles.above}>
          <LineLegend lines={curves.map(({ label, look }) => ({ label, ...look }))} />
          <p ref={setReadout} role="status" className={styles.readout} />
        </div>
      }
      gap={
        curves.length === 0
          ? { kind: 'empty', title: 'No run has this', advice: 'Why each is left out stands above.' }
          : null
      }
    >
      {({ CartesianGrid, ComposedChart, CurvesDrawing, XAxis, YAxis }) => (
        <ComposedChart {...chartBase(HEIGHT_PX)} data={ends.map((y, at) => ({ x: at === 0 ? low : high, y }))}>
          <CartesianGrid {...GRID} />
          <XAxis
            {...bottomAxis(axis.label)}
            dataKey="x"
            type="number"
            domain={[low, high]}
            padding={EDGE}
            ticks={xTicks}
            tickFormatter={axis.tick}
          />
          <YAxis
            {...sideAxis(props.valueLabel)}
            dataKey="y"
            type="number"
            domain={ends}
            ticks={beside.ticks}
            tickFormatter={beside.label}
          />
          <CurvesDrawing
            title={title}
            curves={curves}
            kind={kind}
            unit={unit}
            withBands={withBands}
            readout={readout}
          />
        </ComposedChart>
      )}
    </ChartFrame>
  );
});
