import { orNotFound } from '@/app/route-params';
import { nearestTurn, type Outline } from '@/components/rollout/reading/outline';
import type { LoadedTurn } from '@/components/rollout/reading/turn-store';
import type { RunPlace } from '@/components/runs/run-place';
import { loadReadableRollout } from '@/lib/api/readable-rollout';
import { outlineOf, windowOf } from '@/lib/api/rollout-turns';
import type { RolloutOutline } from '@/lib/api/schemas/rollout-turns';
import { SPAN_KINDS } from '@/lib/core/rollout/transcript';
import { loadedSpan } from '@/app/turn-requests';

/** What the page has from the start: enough for the first screens. */
const FIRST_WINDOW = { turns: 8, characters: 100_000, spanCharacters: 20_000 };

/** What the browser reads a rollout with. */
interface RolloutTurns {
  readonly outline: Outline;
  readonly trails: readonly (readonly number[])[];
  readonly firstTurns: readonly LoadedTurn[];
}

/** The outline as flat lists of numbers: a long rollout has thousands of spans. */
function flatOutline({ turnList }: RolloutOutline): Outline {
  const spans = turnList.flatMap((turn) => turn.spans);
  let end = 0;
  return {
    turns: turnList.map(({ turn }) => turn),
    starts: [0, ...turnList.map((turn) => (end += turn.spans.length))],
    kinds: spans.map(({ kind }) => SPAN_KINDS.indexOf(kind)),
    lengths: spans.map(({ length }) => length),
  };
}

/**
 * The turns of a rollout as its page begins with them.
 *
 * @param turn the turn that the page opens at; null for the first
 */
export async function readRolloutTurns(
  { runId, definitions }: RunPlace,
  n: number,
  turn: number | null,
): Promise<RolloutTurns> {
  const readable = await orNotFound(loadReadableRollout(runId, n, definitions.matcher));
  const outline = outlineOf(readable);
  const flat = flatOutline(outline);
  // The end of the turn before is in sight above the one that is opened.
  const from = turn === null ? 0 : nearestTurn(flat.turns, nearestTurn(flat.turns, turn) - 1);
  const { turnList } = windowOf(readable, { from, to: Number.POSITIVE_INFINITY }, FIRST_WINDOW);
  return {
    outline: flat,
    trails: outline.trails,
    firstTurns: turnList.map(({ turn, spans }) => ({ turn, spans: spans.map(loadedSpan) })),
  };
}
