import { DEFAULT_DEFINITIONS, type Definitions } from './definitions';
import type { Verdict } from './run-columns';
import { RunColumnsBuilder } from './run-columns-builder';
import { scoreRun, type ScoredRun } from './score-run';

/** One rollout of a test run; what is left out is 0, and no step, tokens or logged reward. `matched` holds under every matcher and scope. */
export interface FixtureRollout {
  readonly group: number;
  readonly question?: number;
  readonly step?: number;
  readonly verdict: Verdict;
  readonly matched?: number;
  readonly entities?: number;
  readonly toolCalls?: number;
  readonly tokens?: number;
  readonly rewardLogged?: number;
}

/** For tests: scores a run written down by hand. The question is the group's number where it is not given. */
export function scoreFixture(rollouts: readonly FixtureRollout[], definitions: Partial<Definitions> = {}): ScoredRun {
  const builder = new RunColumnsBuilder();
  rollouts.forEach((rollout, rolloutIndex) => {
    builder.add({
      group: rollout.group,
      question: rollout.question ?? rollout.group,
      step: rollout.step ?? null,
      rolloutIndex,
      verdict: rollout.verdict,
      toolCalls: rollout.toolCalls ?? 0,
      turns: 1,
      tokens: rollout.tokens ?? null,
      rewardLogged: rollout.rewardLogged ?? null,
      entityCount: rollout.entities ?? 0,
      matched: Array.from({ length: 16 }, () => rollout.matched ?? 0),
    });
  });
  return scoreRun(builder.finish(), { ...DEFAULT_DEFINITIONS, ...definitions });
}

/** eight rollouts of one group with three entities, C C W W W W E W. */
export const MAIN_FIXTURE: readonly FixtureRollout[] = [
  { group: 0, entities: 3, verdict: 'correct', matched: 3, toolCalls: 4 },
  { group: 0, entities: 3, verdict: 'correct', matched: 2, toolCalls: 5 },
  { group: 0, entities: 3, verdict: 'wrong', matched: 2, toolCalls: 5 },
  { group: 0, entities: 3, verdict: 'wrong', matched: 1, toolCalls: 7 },
  { group: 0, entities: 3, verdict: 'wrong', matched: 0, toolCalls: 1 },
  { group: 0, entities: 3, verdict: 'wrong', matched: 2, toolCalls: 9 },
  { group: 0, entities: 3, verdict: 'error_overlength', matched: 1, toolCalls: 40 },
  { group: 0, entities: 3, verdict: 'wrong', matched: 3, toolCalls: 5 },
];
