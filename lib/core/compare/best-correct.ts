import type { Outcome } from '@/lib/core/rewards/run-columns';

/** What decides which rollout of a group is the best. */
export interface ComparableRollout {
  readonly n: number;
  readonly outcome: Outcome;
  readonly matchRate: number | null;
  readonly toolCalls: number;
}

/**
 * The correct rollout that others of its group are best compared with: the one that found most entities, of those the
 * one with the fewest tool calls, of those the first.
 *
 * @param except Number of a rollout that is left out: the one that is to be compared.
 * @returns null where no other rollout of the group is correct
 */
export function bestCorrect<Rollout extends ComparableRollout>(
  rollouts: readonly Rollout[],
  except: number | null = null,
): Rollout | null {
  const correct = rollouts.filter(({ n, outcome }) => outcome === 'correct' && n !== except);
  const rateOf = ({ matchRate }: Rollout): number => matchRate ?? -1;
  return correct.toSorted((a, b) => rateOf(b) - rateOf(a) || a.toolCalls - b.toolCalls || a.n - b.n)[0] ?? null;
}
