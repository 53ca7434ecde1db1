/**
 * The chance that at least one of k rollouts drawn from a group without replacement is correct: the unbiased estimate
 * of pass@k from n >= k rollouts. Computed as 1 - prod(1 - k / i) over i from n - c + 1 to n, which needs no binomial
 * coefficients and so does not overflow.
 *
 * @param n rollouts, integer >= 0
 * @param correct how many of them are correct, integer in [0, n]
 * @param k integer >= 1
 * @returns in [0, 1]; null where the group has fewer than k rollouts
 * @throws RangeError on counts that cannot be
 * @example passAtK(8, 2, 3) // 0.642857
 * Source: M. Chen et al., arXiv 2107.03374, and `estimate_pass_at_k` of openai/human-eval.
 */
export function passAtK(n: number, correct: number, k: number): number | null {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`k is ${k}, expected a whole number from 1 on`);
  if (!(correct >= 0 && correct <= n)) throw new RangeError(`${correct} correct of ${n} rollouts`);
  if (k > n) return null;
  if (n - correct < k) return 1;
  let allWrong = 1;
  for (let i = n - correct + 1; i <= n; i += 1) allWrong *= 1 - k / i;
  return 1 - allWrong;
}
