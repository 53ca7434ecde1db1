import type { SideLook } from './side-look';

/** One side in a chart of curves: columns of one length, an entry a point, ascending along the axis. */
export interface Curve {
  readonly label: string;
  readonly look: SideLook;
  readonly x: readonly number[];
  readonly value: readonly (number | null)[];
  /** 95 % intervals of the values. */
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
  /** Rollouts or groups behind each value. */
  readonly n: readonly number[];
  /** The moving average of the values; null where nothing is smoothed. */
  readonly smoothed: readonly (number | null)[] | null;
  /** What a point is called: `step 12`, `steps 13 to 15`. */
  readonly pointName: (index: number) => string;
  /** The rollouts of a point. */
  readonly href: (index: number) => string;
}

export type Place = (number: number) => number;

/** Scales of a drawing. */
export interface Scales {
  readonly x: Place;
  readonly y: Place;
}

function short(place: number): string {
  return String(Math.round(place * 10) / 10);
}

/** Neighbouring positions at which nothing is missing. */
function runsOf(length: number, isThere: (index: number) => boolean): readonly (readonly number[])[] {
  const runs: number[][] = [];
  let run: number[] = [];
  for (let index = 0; index < length; index += 1) {
    if (!isThere(index)) {
      run = [];
      continue;
    }
    if (run.length === 0) runs.push(run);
    run.push(index);
  }
  return runs;
}

/** The line through values as an SVG path; it breaks where one is missing. */
export function linePath(xs: readonly number[], values: readonly (number | null)[], { x, y }: Scales): string {
  return runsOf(xs.length, (index) => (values[index] ?? null) !== null)
    .filter((run) => run.length > 1)
    .map((run) => `M${run.map((index) => `${short(x(xs[index] ?? 0))} ${short(y(values[index] ?? 0))}`).join('L')}`)
    .join('');
}

/** The band between the ends of the intervals as an SVG path; points without neighbours are left to `lonelyPoints`. */
export function bandPath({ x: xs, low, high }: Curve, { x, y }: Scales): string {
  const has = (index: number): boolean => (low[index] ?? null) !== null && (high[index] ?? null) !== null;
  const corner = (index: number, ends: readonly (number | null)[]): string =>
    `${short(x(xs[index] ?? 0))} ${short(y(ends[index] ?? 0))}`;
  return runsOf(xs.length, has)
    .filter((run) => run.length > 1)
    .map((run) => {
      const there = run.map((index) => corner(index, high));
      const back = run.toReversed().map((index) => corner(index, low));
      return `M${[...there, ...back].join('L')}Z`;
    })
    .join('');
}

/** Points that no line leads to: a run of one step, or a value between two that are missing. */
export function lonelyPoints({ x: xs, value }: Curve): readonly number[] {
  return runsOf(xs.length, (index) => (value[index] ?? null) !== null)
    .filter((run) => run.length === 1)
    .flat();
}

/** A point of one of several curves. */
export interface CurvePoint {
  readonly curve: number;
  readonly index: number;
}

/** The value that a point is drawn at: the smoothed one where there is one. */
export function drawnValue({ value, smoothed }: Curve, index: number): number | null {
  return (smoothed ?? value)[index] ?? null;
}

/** The drawn point nearest to a place of the drawing; null where there is none. */
export function nearestPoint(
  curves: readonly Curve[],
  { x, y }: Scales,
  place: { readonly x: number; readonly y: number },
): CurvePoint | null {
  let nearest: CurvePoint | null = null;
  let least = Infinity;
  curves.forEach((curve, at) => {
    curve.x.forEach((position, index) => {
      const value = drawnValue(curve, index);
      if (value === null) return;
      const distance = (x(position) - place.x) ** 2 + (y(value) - place.y) ** 2;
      if (distance < least) {
        least = distance;
        nearest = { curve: at, index };
      }
    });
  });
  return nearest;
}

/** The next point with a value in a direction along its curve; the same where there is none. */
export function stepAlong(curves: readonly Curve[], { curve, index }: CurvePoint, by: 1 | -1): CurvePoint {
  const of = curves[curve];
  if (of === undefined) return { curve, index };
  for (let next = index + by; next >= 0 && next < of.x.length; next += by) {
    if ((of.value[next] ?? null) !== null) return { curve, index: next };
  }
  return { curve, index };
}

/** The point of the next curve that lies nearest along the axis, round from the last to the first. */
export function stepAcross(curves: readonly Curve[], { curve, index }: CurvePoint, by: 1 | -1): CurvePoint {
  const next = (curve + by + curves.length) % curves.length;
  const from = curves[curve]?.x[index] ?? 0;
  let nearest = { curve, index };
  let least = Infinity;
  curves[next]?.x.forEach((position, at) => {
    if ((curves[next]?.value[at] ?? null) === null || Math.abs(position - from) >= least) return;
    least = Math.abs(position - from);
    nearest = { curve: next, index: at };
  });
  return nearest;
}

/** The first point with a value, or the last, of the curve. */
export function endOf(curves: readonly Curve[], { curve, index }: CurvePoint, end: 'first' | 'last'): CurvePoint {
  const values = curves[curve]?.value ?? [];
  const at =
    end === 'first' ? values.findIndex((value) => value !== null) : values.findLastIndex((value) => value !== null);
  return { curve, index: at === -1 ? index : at };
}
