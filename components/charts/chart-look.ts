import type { LineLook } from './line-swatch';

/** What all charts share: quiet axes, no animation, room for the labels. */
export const AXIS = {
  stroke: 'var(--line-strong)',
  tick: { fill: 'var(--text-muted)', fontSize: 11 },
  tickLine: false,
} as const;

export const GRID = { stroke: 'var(--line)', vertical: false } as const;

export const CHART_HEIGHT_PX = 250;
const CHART_MARGIN = { top: 10, right: 16, bottom: 4, left: 4 } as const;
const X_AXIS_HEIGHT_PX = 42;
const Y_AXIS_WIDTH_PX = 58;

/** Props of every recharts chart here: as wide as its frame, without the library's own focus handling, since marks are links. */
export function chartBase(heightPx: number = CHART_HEIGHT_PX) {
  return {
    responsive: true,
    style: { width: '100%', height: heightPx },
    margin: CHART_MARGIN,
    accessibilityLayer: false,
  } as const;
}

/** An axis below the drawing, with its label. */
export function bottomAxis(label: string) {
  return {
    ...AXIS,
    height: X_AXIS_HEIGHT_PX,
    label: { value: label, fill: 'var(--text-muted)', fontSize: 11, position: 'insideBottom', offset: 4 },
  } as const;
}

/** An axis beside the drawing, with its label. */
export function sideAxis(label: string) {
  const style = { textAnchor: 'middle' } as const;
  return {
    ...AXIS,
    width: Y_AXIS_WIDTH_PX,
    label: { value: label, fill: 'var(--text-muted)', fontSize: 11, position: 'insideLeft', angle: -90, style },
  } as const;
}

/** The axis below that training steps stand on. */
export function stepAxis() {
  return {
    ...bottomAxis('training step'),
    dataKey: 'step',
    type: 'number',
    domain: ['dataMin', 'dataMax'],
    allowDecimals: false,
  } as const;
}

/** An axis beside the drawing with a name a row, the first one on top; marks of a row have its position as `y`. */
export function nameAxis(names: readonly string[], widthPx: number) {
  return {
    ...AXIS,
    type: 'number',
    dataKey: 'y',
    width: widthPx,
    reversed: true,
    domain: [-0.5, names.length - 0.5],
    ticks: names.map((_, row) => row),
    interval: 0,
    tickFormatter: (row: number) => names[row] ?? '',
  } as const;
}

/** The line of a series whose marks are drawn apart. */
export function seriesLine({ colour, dash }: LineLook) {
  return {
    stroke: colour,
    strokeWidth: 2,
    isAnimationActive: false,
    activeDot: false,
    ...(dash === undefined ? {} : { strokeDasharray: dash }),
  } as const;
}

/** Ticks of an axis that runs over all fractions. */
export const FRACTION_AXIS = {
  type: 'number',
  domain: [0, 1],
  ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
  tickFormatter: wholePercent,
} as const;

/** A tick of a fraction: `40%`. */
export function wholePercent(fraction: number): string {
  return `${Math.round(fraction * 100)}%`;
}

/** Ticks from 0 to a little above the highest share, so that small shares fill the drawing and steps stay round. */
export function shareTicks(highest: number): readonly number[] {
  const step = highest <= 0.1 ? 0.02 : highest <= 0.25 ? 0.05 : highest <= 0.5 ? 0.1 : 0.2;
  const count = Math.max(1, Math.ceil(highest / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, tick) => Math.round(tick * step * 100) / 100);
}
