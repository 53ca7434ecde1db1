import { KIND_CODE_OF_OUTCOME, UNKNOWN_KIND } from '@/lib/core/rewards/outcome-kinds';
import type { ScoredRun } from '@/lib/core/rewards/score-run';

/** Why a side has nothing that panels of match rate against outcome could draw. */
export const PANEL_GAPS = ['no_rollouts', 'no_entities', 'no_outcome'] as const;
export type PanelGap = (typeof PANEL_GAPS)[number];

/**
 * Why no rollout of a side can be drawn: there is none, none whose question has gold entities, or none of those with a
 * known outcome; null where some can.
 *
 * @param scored the run cut to what is compared (`restrictRun`)
 */
export function panelGap({ columns, outcome }: ScoredRun): PanelGap | null {
  if (columns.length === 0) return 'no_rollouts';
  let hasEntities = false;
  for (let at = 0; at < columns.length; at += 1) {
    if (columns.entityCount[at] === 0) continue;
    hasEntities = true;
    if (KIND_CODE_OF_OUTCOME[outcome[at] ?? 0] !== UNKNOWN_KIND) return null;
  }
  return hasEntities ? 'no_outcome' : 'no_entities';
}
