import { ABSENT, type RunColumns } from '@/lib/core/rewards/run-columns';

/** Points of a chart over steps at most. */
const LARGEST_POINT_COUNT = 400;

/** How the steps of a run are cut into the points of a chart. */
export interface StepRanges {
  /** Different steps. */
  readonly steps: number;
  /** Step numbers each point spans: 1 where every step has its own point. */
  readonly stepsPerPoint: number;
  /** The step at which the point of a step starts. */
  readonly startOf: (step: number) => number;
  /** The last step of the point that starts at one. */
  readonly endOf: (start: number) => number;
}

/**
 * Up to 400 different steps each are a point; more are cut into at most 400 ranges of equally many step numbers.
 *
 * @param steps the different steps, ascending
 */
export function cutSteps(steps: readonly number[]): StepRanges {
  const first = steps[0] ?? 0;
  const last = steps.at(-1) ?? 0;
  const isCut = steps.length > LARGEST_POINT_COUNT;
  const width = isCut ? Math.ceil((last - first + 1) / LARGEST_POINT_COUNT) : 1;
  return {
    steps: steps.length,
    stepsPerPoint: width,
    startOf: (step) => (isCut ? first + Math.floor((step - first) / width) * width : step),
    endOf: (start) => Math.min(last, start + width - 1),
  };
}

/** Positions of the rollouts of each point, ascending, by the step at which the point starts; those without a step in none. */
export function positionsByPoint(columns: RunColumns, { startOf }: StepRanges): ReadonlyMap<number, readonly number[]> {
  const positions = new Map<number, number[]>();
  for (let i = 0; i < columns.length; i++) {
    const step = columns.step[i] ?? ABSENT;
    if (step === ABSENT) continue;
    const start = startOf(step);
    const known = positions.get(start);
    if (known === undefined) positions.set(start, [i]);
    else known.push(i);
  }
  return positions;
}
