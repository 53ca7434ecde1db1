/** What all charts share: quiet axes, no animation, room for the labels. */
export const AXIS = {
  stroke: 'var(--line-strong)',
  tick: { fill: 'var(--text-muted)', fontSize: 11 },
  tickLine: false,
} as const;

export const GRID = { stroke: 'var(--line)', vertical: false } as const;

export const CHART_MARGIN = { top: 10, right: 14, bottom: 22, left: 6 } as const;

export const CHART_HEIGHT_PX = 250;

/** Props of every recharts chart here: as wide as its frame, without the library's own focus handling, since marks are links. */
export const CHART_BASE = {
  responsive: true,
  style: { width: '100%', height: CHART_HEIGHT_PX },
  margin: CHART_MARGIN,
  accessibilityLayer: false,
} as const;

/** The label below or beside an axis. */
export function axisLabel(value: string, position: 'insideBottom' | 'insideLeft') {
  const base = { value, fill: 'var(--text-muted)', fontSize: 11 };
  return position === 'insideBottom'
    ? { ...base, position, offset: -12 }
    : { ...base, position, angle: -90, style: { textAnchor: 'middle' } as const };
}
