'use client';

import Link from 'next/link';
import { memo, useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { createPortal } from 'react-dom';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import { formatNumber, formatQuantity, type NumberKind } from '@/components/format/format-number';
import {
  bandPath,
  drawnValue,
  endOf,
  linePath,
  lonelyPoints,
  nearestPoint,
  stepAcross,
  stepAlong,
  type Curve,
  type CurvePoint,
  type Scales,
} from './curve';
import styles from './curves-chart.module.css';

interface CurvesDrawingProps {
  readonly title: string;
  readonly curves: readonly Curve[];
  readonly kind: NumberKind;
  readonly unit: string;
  readonly withBands: boolean;
  /** Where the words of the point that would open are written. */
  readonly readout: HTMLElement | null;
}

/** Above this many points of a drawing a dot on each would be a smear. */
const MOST_DOTS = 240;

/** The scales of the chart around; null until it has its size. */
function useScales(): Scales | null {
  const x = useXAxisScale();
  const y = useYAxisScale();
  return useMemo(() => {
    if (x === undefined || y === undefined) return null;
    return { x: (number: number) => x(number) ?? 0, y: (number: number) => y(number) ?? 0 };
  }, [x, y]);
}

function Whisker({ curve, index, scales }: { readonly curve: Curve; readonly index: number; readonly scales: Scales }) {
  const low = curve.low[index] ?? null;
  const high = curve.high[index] ?? null;
  if (low === null || high === null) return null;
  const x = scales.x(curve.x[index] ?? 0);
  const ends = [scales.y(low), scales.y(high)] as const;
  return (
    <path
      d={`M${x} ${ends[0]}V${ends[1]}M${x - 4} ${ends[0]}h8M${x - 4} ${ends[1]}h8`}
      stroke={curve.look.colour}
      strokeWidth={1.5}
      fill="none"
    />
  );
}

interface CurveMarksProps {
  readonly curve: Curve;
  readonly scales: Scales;
  readonly withDots: boolean;
}

function CurveMarks({ curve, scales, withDots }: CurveMarksProps) {
  const { look, x, value, smoothed } = curve;
  const alone = lonelyPoints(curve);
  const dots = withDots ? [...value.keys()] : alone;
  const dash = look.dash === undefined ? {} : { strokeDasharray: look.dash };
  return (
    <g>
      <path
        d={linePath(x, value, scales)}
        stroke={look.colour}
        fill="none"
        {...(smoothed === null ? { strokeWidth: 2, ...dash } : { strokeWidth: 1, strokeOpacity: 0.35 })}
      />
      {smoothed === null ? null : (
        <path d={linePath(x, smoothed, scales)} stroke={look.colour} strokeWidth={2.25} fill="none" {...dash} />
      )}
      {alone.map((index) => (
        <Whisker key={index} curve={curve} index={index} scales={scales} />
      ))}
      {dots.map((index) => {
        const at = drawnValue(curve, index);
        if (at === null) return null;
        return (
          <circle
            key={index}
            cx={scales.x(x[index] ?? 0)}
            cy={scales.y(at)}
            r={alone.includes(index) ? 4 : 2.5}
            fill={look.colour}
          />
        );
      })}
    </g>
  );
}

interface MarksProps {
  readonly curves: readonly Curve[];
  readonly scales: Scales;
  readonly withBands: boolean;
}

/** Everything that does not follow the pointer, so that moving it draws nothing of this anew. */
const Marks = memo(function Marks({ curves, scales, withBands }: MarksProps) {
  const points = curves.reduce((sum, { x }) => sum + x.length, 0);
  return (
    <>
      {withBands
        ? curves.map((curve, at) => (
            <path
              key={at}
              d={bandPath(curve, scales)}
              fill={curve.look.colour}
              fillOpacity={curves.length > 4 ? 0.08 : 0.14}
            />
          ))
        : null}
      {curves.map((curve, at) => (
        <CurveMarks key={at} curve={curve} scales={scales} withDots={points <= MOST_DOTS} />
      ))}
    </>
  );
});

function pointWords(curve: Curve, index: number, { kind, unit }: Pick<CurvesDrawingProps, 'kind' | 'unit'>): string {
  const low = curve.low[index] ?? null;
  const high = curve.high[index] ?? null;
  const interval = low === null || high === null ? '' : ` (${formatNumber(low, kind)} to ${formatNumber(high, kind)})`;
  const smoothed = curve.smoothed === null ? '' : `, smoothed ${formatNumber(curve.smoothed[index] ?? null, kind)}`;
  const value = `${formatNumber(curve.value[index] ?? null, kind)}${interval}${smoothed}`;
  return `${curve.label}, ${curve.pointName(index)}: ${value}, n = ${formatQuantity(curve.n[index] ?? 0, unit)}`;
}

/** Where a key leads from a point; null for keys that mean nothing here. */
function pointAfter(key: string, curves: readonly Curve[], from: CurvePoint): CurvePoint | null {
  switch (key) {
    case 'ArrowRight':
      return stepAlong(curves, from, 1);
    case 'ArrowLeft':
      return stepAlong(curves, from, -1);
    case 'ArrowDown':
      return stepAcross(curves, from, 1);
    case 'ArrowUp':
      return stepAcross(curves, from, -1);
    case 'Home':
      return endOf(curves, from, 'first');
    case 'End':
      return endOf(curves, from, 'last');
    default:
      return null;
  }
}

/** The point that would open: the one chosen, else the last of the first curve; null where nothing has a value. */
function usePoint(curves: readonly Curve[]) {
  const [chosen, setChosen] = useState<CurvePoint | null>(null);
  const first = useMemo(() => {
    const curve = curves.findIndex(({ value }) => value.some((at) => at !== null));
    return curve === -1 ? null : endOf(curves, { curve, index: 0 }, 'last');
  }, [curves]);
  // A chosen point may be gone once the data are others.
  const isThere = chosen !== null && (curves[chosen.curve]?.value[chosen.index] ?? null) !== null;
  return [isThere ? chosen : first, setChosen] as const;
}

function Ring({ curve, index, scales }: { readonly curve: Curve; readonly index: number; readonly scales: Scales }) {
  const value = drawnValue(curve, index);
  if (value === null) return null;
  return (
    <circle
      cx={scales.x(curve.x[index] ?? 0)}
      cy={scales.y(value)}
      r={6}
      fill={curve.look.colour}
      stroke="var(--surface)"
      strokeWidth={2}
      pointerEvents="none"
    />
  );
}

/**
 * One link over the whole drawing that leads to the rollouts of the nearest point: thousands of points would be
 * thousands of stops for the keyboard. Arrow keys move it along a curve and from curve to curve.
 */
function PointLink({ scales, ...props }: CurvesDrawingProps & { readonly scales: Scales }) {
  const { curves, title, readout } = props;
  const area = usePlotArea();
  const [isShown, setShown] = useState(false);
  const [point, setPoint] = usePoint(curves);
  const curve = point === null ? undefined : curves[point.curve];
  if (area === undefined || point === null || curve === undefined) return null;
  const words = pointWords(curve, point.index, props);
  const onPointer = (event: PointerEvent<SVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setShown(true);
    setPoint(
      nearestPoint(curves, scales, { x: event.clientX - box.left + area.x, y: event.clientY - box.top + area.y }),
    );
  };
  const onKey = (event: KeyboardEvent) => {
    const next = pointAfter(event.key, curves, point);
    if (next === null) return;
    event.preventDefault();
    setPoint(next);
  };
  return (
    <>
      <Link
        href={curve.href(point.index)}
        prefetch={false}
        aria-label={`${title}: ${words}. Arrow keys go to other points.`}
        className={styles.pick}
        onKeyDown={onKey}
        onFocus={() => setShown(true)}
        onBlur={() => setShown(false)}
        onPointerLeave={() => setShown(false)}
      >
        <rect {...area} fill="transparent" onPointerMove={onPointer} onPointerDown={onPointer} />
        {isShown ? <Ring curve={curve} index={point.index} scales={scales} /> : null}
      </Link>
      {readout !== null && isShown ? createPortal(words, readout) : null}
    </>
  );
}

/** What stands between the axes of a chart of curves. */
export function CurvesDrawing(props: CurvesDrawingProps) {
  const scales = useScales();
  if (scales === null) return null;
  return (
    <g>
      <Marks curves={props.curves} scales={scales} withBands={props.withBands} />
      <PointLink {...props} scales={scales} />
    </g>
  );
}
