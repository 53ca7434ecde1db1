/** A linear axis for differences, with zero on it. */
export interface DifferenceAxis {
  readonly low: number;
  readonly high: number;
  /** Ascending, evenly spread, zero among them. */
  readonly ticks: readonly number[];
}

const FEWEST_TICKS = 4;

/** The largest of 1, 2 and 5 times a power of ten that parts a span into at least four. */
function stepOf(span: number): number {
  const rough = span / FEWEST_TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const multiple = [5, 2, 1].find((one) => one * power <= rough) ?? 1;
  return multiple * power;
}

/**
 * An axis with round ticks that holds zero and all of some numbers: ends of intervals and differences.
 *
 * @example differenceAxis([-0.02, 0.07]).ticks // [-0.02, 0, 0.02, 0.04, 0.06, 0.08]
 */
export function differenceAxis(values: readonly number[]): DifferenceAxis {
  const lowest = Math.min(0, ...values);
  const highest = Math.max(0, ...values);
  // Without any difference there is still an axis, and zero in its middle.
  if (lowest === highest) return { low: -0.01, high: 0.01, ticks: [-0.01, 0, 0.01] };
  const step = stepOf(highest - lowest);
  const first = Math.floor(lowest / step + 1e-9);
  const last = Math.ceil(highest / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)) + 0);
  return { low: ticks[0] ?? 0, high: ticks.at(-1) ?? 0, ticks };
}
