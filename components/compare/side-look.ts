import { runColour } from '@/components/runs/run-place';

/** How a side is drawn in every chart of a comparison. */
export interface SideLook {
  /** The run's colour, which it keeps across all pages, or a shade of it. */
  readonly colour: string;
  /** Dash pattern that tells sides of one colour apart; undefined is a whole line. */
  readonly dash: string | undefined;
}

const DASHES = [undefined, '6 3', '2 3', '8 3 2 3', '12 4'] as const;

/** CSS colours of a run: its own, then shades that keep a contrast of 3 to the surface in both themes. */
const SHADES: readonly ((colour: string) => string)[] = [
  (colour) => colour,
  (colour) => `color-mix(in srgb, ${colour} 60%, var(--text))`,
  (colour) => `color-mix(in srgb, ${colour} 78%, var(--surface))`,
  (colour) => `color-mix(in srgb, ${colour} 30%, var(--text))`,
];

/**
 * Looks of the sides of a comparison, in their order: sides that share a colour (steps of one run, or two runs of the
 * same of the eight colours) get different dashes and shades. Five dashes and four shades come round together after
 * twenty sides, so that no two of a comparison are drawn alike, and neighbours differ in both.
 *
 * @param runIds the run of each side
 */
export function sideLooks(runIds: readonly number[]): readonly SideLook[] {
  const used = new Map<string, number>();
  return runIds.map((runId) => {
    const colour = runColour(runId);
    const before = used.get(colour) ?? 0;
    used.set(colour, before + 1);
    const shade = SHADES[before % SHADES.length];
    return { colour: shade?.(colour) ?? colour, dash: DASHES[before % DASHES.length] };
  });
}
