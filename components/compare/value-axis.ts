import { formatDecimal, type NumberKind } from '@/components/format/format-number';
import { wholePercent, shareTicks } from '@/components/charts/chart-look';
import type { ValueAxisStart } from '@/lib/core/compare-runs/compare-views';
import { lonelyPoints, type Curve } from './curve';
import { roundTicks } from './round-ticks';

/** The axis beside curves. */
export interface ValueAxis {
  /** Ascending; the first and the last are its ends. */
  readonly ticks: readonly number[];
  readonly label: (tick: number) => string;
  /** What readers must know of where it begins; null where 0 stands on it. */
  readonly words: string | null;
}

/** What of curves is drawn, and how their values are written. */
interface Drawn {
  readonly kind: NumberKind;
  readonly withBands: boolean;
  readonly start: ValueAxisStart;
}

/** A fitted axis shows at least two percentage points, or a fiftieth of its values: what is flat stays flat. */
const LEAST_SHARE = 0.02;
const LEAST_PART = 0.02;

/** The smallest and the largest number that is drawn; null where nothing is. A point without neighbours has its whisker. */
function drawnEnds(curves: readonly Curve[], withBands: boolean): readonly [number, number] | null {
  let ends: readonly [number, number] | null = null;
  const take = (numbers: readonly (number | null | undefined)[]): void => {
    for (const number of numbers) {
      if (number === null || number === undefined) continue;
      ends = ends === null ? [number, number] : [Math.min(ends[0], number), Math.max(ends[1], number)];
    }
  };
  for (const curve of curves) {
    const { value, smoothed, low, high } = curve;
    take(value);
    take(smoothed ?? []);
    for (const bound of [low, high]) take(withBands ? bound : lonelyPoints(curve).map((index) => bound[index]));
  }
  return ends;
}

/** The ends with room around them where they are closer than a fitted axis may show; shares stay in [0, 1]. */
function withRoom([low, high]: readonly [number, number], kind: NumberKind): readonly [number, number] {
  const least = kind === 'percent' ? LEAST_SHARE : Math.max(Math.abs(low), Math.abs(high)) * LEAST_PART || 1;
  const missing = Math.max(0, least - (high - low)) / 2;
  if (kind !== 'percent') return [low - missing, high + missing];
  const from = Math.min(Math.max(0, low - missing), Math.max(0, 1 - least));
  return [from, Math.min(1, Math.max(high, from + least))];
}

/** Decimals that tell ticks of a step apart: 1 for 0.1. */
function decimalsOf(step: number): number {
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}

function labelOf(ticks: readonly number[], kind: NumberKind): (tick: number) => string {
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  if (kind !== 'percent') return (tick) => String(tick).replace('-', '−');
  const digits = decimalsOf(step * 100);
  return digits === 0 ? wholePercent : (tick) => `${formatDecimal(tick * 100, digits)}%`;
}

function wordsOf(ticks: readonly number[], label: (tick: number) => string): string | null {
  const [first = 0, last = 0] = [ticks[0], ticks.at(-1)];
  return first <= 0 && last >= 0 ? null : `The y axis is fitted: from ${label(first)} to ${label(last)}, without 0.`;
}

/**
 * The y axis of curves of several sides: from 0, so that heights compare as amounts, or fitted to what is drawn, so
 * that small changes can be seen. Rewards with negative values are always fitted: 0 is not the least that they can be.
 */
export function valueAxis(curves: readonly Curve[], { kind, withBands, start }: Drawn): ValueAxis {
  const ends = drawnEnds(curves, withBands) ?? [0, 1];
  const isFitted = start === 'fitted' || (kind === 'reward' && ends[0] < 0);
  const [low, high] = isFitted ? withRoom(ends, kind) : [Math.min(0, ends[0]), Math.max(0, ends[1])];
  const ticks = !isFitted && kind === 'percent' ? shareTicks(high) : roundTicks(low, high);
  const label = labelOf(ticks, kind);
  return { ticks, label, words: wordsOf(ticks, label) };
}
