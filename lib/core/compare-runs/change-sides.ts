import { formatSideName, MOST_SIDES, parseSideNames, type SideName, type StepChoice } from './side-name';

/** Sides of a comparison as they stand in its address, and which of them is the baseline. */
export interface ChosenSides {
  /** Comma-separated names. */
  readonly runs: string;
  readonly baseline: number;
}

/** Why a side cannot be put beside the others. */
export type SideRefusal = 'twice' | 'too_many';

function sidesOf(runs: string): readonly SideName[] {
  return parseSideNames(runs) ?? [];
}

function runsOf(sides: readonly SideName[]): string {
  return sides.map(formatSideName).join(',');
}

/** A list of sides, unless one of them comes twice or there are more than a comparison takes. */
function checked(sides: readonly SideName[], baseline: number): ChosenSides | SideRefusal {
  if (sides.length > MOST_SIDES) return 'too_many';
  if (new Set(sides.map(formatSideName)).size < sides.length) return 'twice';
  return { runs: runsOf(sides), baseline };
}

/** The same with other steps on one side. */
export function withSteps({ runs, baseline }: ChosenSides, at: number, steps: StepChoice): ChosenSides | SideRefusal {
  return checked(
    sidesOf(runs).map((side, index) => (index === at ? { ...side, steps } : side)),
    baseline,
  );
}

/** The same with one side more, at the end. */
export function withSide({ runs, baseline }: ChosenSides, side: SideName): ChosenSides | SideRefusal {
  return checked([...sidesOf(runs), side], baseline);
}

/** The same without a side; the baseline stays the side it was, and the first takes its place where it goes. */
export function withoutSide({ runs, baseline }: ChosenSides, at: number): ChosenSides {
  const sides = sidesOf(runs).filter((_, index) => index !== at);
  const moved = at === baseline ? 0 : at < baseline ? baseline - 1 : baseline;
  return { runs: runsOf(sides), baseline: moved };
}
