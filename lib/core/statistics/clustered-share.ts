import type { Estimate } from '@/lib/core/rewards/run-summary';

import { clusteredShareInterval } from './clustered-interval';

/**
 * Counts rollouts (or groups) that have a mark, question by question, into their share with its 95 % interval over
 * questions (`clusteredShareInterval`). The value is that of all observations together, a question weighing as much as
 * it has of them.
 *
 * @example two questions of four rollouts, one all right, one all wrong: 0.5, and an interval much wider than Wilson's of 4 / 8
 */
export class ClusteredShare {
  readonly #marked = new Map<number, number>();
  readonly #total = new Map<number, number>();

  /** @param question any number that tells the questions apart */
  add(question: number, isMarked: boolean): void {
    this.#total.set(question, (this.#total.get(question) ?? 0) + 1);
    this.#marked.set(question, (this.#marked.get(question) ?? 0) + (isMarked ? 1 : 0));
  }

  /** All null without observations; with one question a value without an interval. `n` counts observations. */
  estimate(): Estimate {
    const sums = {
      numerator: Float64Array.from(this.#marked.values()),
      denominator: Float64Array.from(this.#total.values()),
    };
    const n = sums.denominator.reduce((sum, count) => sum + count, 0);
    if (n === 0) return { value: null, low: null, high: null, n };
    const value = sums.numerator.reduce((sum, count) => sum + count, 0) / n;
    const { low, high } = clusteredShareInterval(sums, n) ?? { low: null, high: null };
    return { value, low, high, n };
  }
}
