import { formatSideName, formatSteps, parseSideNames } from '@/lib/core/compare-runs/side-name';
import { findRunNames } from '@/lib/db/queries/runs';

/** A side as an address names it; its run may be gone. */
export interface NamedSide {
  readonly name: string;
  readonly runId: number;
  /** Null where there is no such run. */
  readonly runName: string | null;
  /** Null for all. */
  readonly steps: string | null;
}

/** The sides that a list names, whether or not their runs are there; none where it names no sides. */
export async function namedSides(runs: string): Promise<readonly NamedSide[]> {
  const sides = parseSideNames(runs) ?? [];
  const names = await findRunNames(sides.map(({ runId }) => runId));
  return sides.map((side) => ({
    name: formatSideName(side),
    runId: side.runId,
    runName: names.get(side.runId) ?? null,
    steps: formatSteps(side.steps) || null,
  }));
}
