import { outcomesOfKind } from '@/lib/core/rewards/outcome-kinds';
import type { Outcome } from '@/lib/core/rewards/run-columns';

import type { ComparableRollout } from './best-correct';

const WRONG: readonly Outcome[] = outcomesOfKind('wrong');

/**
 * The wrong rollout that came nearest: the one without an error that found most entities, of those the one with the
 * fewest tool calls, of those the first.
 *
 * @returns null where no rollout is wrong without an error
 */
export function bestWrong<Rollout extends ComparableRollout>(rollouts: readonly Rollout[]): Rollout | null {
  const wrong = rollouts.filter(({ outcome }) => WRONG.includes(outcome));
  const rateOf = ({ matchRate }: Rollout): number => matchRate ?? -1;
  return wrong.toSorted((a, b) => rateOf(b) - rateOf(a) || a.toolCalls - b.toolCalls || a.n - b.n)[0] ?? null;
}
