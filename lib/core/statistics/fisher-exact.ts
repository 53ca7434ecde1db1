/** A 2 x 2 table: of two groups, how many have something and how many there are. */
export interface TwoByTwo {
  readonly leftHits: number;
  readonly leftTotal: number;
  readonly rightHits: number;
  readonly rightTotal: number;
}

/** Tables this much more likely than the observed one count as equally likely: SciPy's and R's tolerance. */
const RELATIVE_TOLERANCE = 1e-7;

/** ln(n!) for n = 0 .. size, by summing logarithms. */
function logFactorials(size: number): Float64Array {
  const logs = new Float64Array(size + 1);
  for (let n = 1; n <= size; n += 1) logs[n] = (logs[n - 1] ?? 0) + Math.log(n);
  return logs;
}

/**
 * Fisher's exact test of a 2 x 2 table, two-sided: the probability, margins given, of all tables that are no more likely
 * than the observed one (the definition of R's `fisher.test` and SciPy's `fisher_exact`).
 *
 * @returns p in (0, 1]; 1 where a margin is empty, since then only one table is possible
 * @throws RangeError when a count is negative, not an integer, or above its total
 * @example fisherExact({ leftHits: 8, leftTotal: 10, rightHits: 1, rightTotal: 6 }) // 0.0350
 */
export function fisherExact({ leftHits, leftTotal, rightHits, rightTotal }: TwoByTwo): number {
  for (const [hits, total] of [
    [leftHits, leftTotal],
    [rightHits, rightTotal],
  ] as const) {
    if (!Number.isInteger(hits) || !Number.isInteger(total) || hits < 0 || hits > total) {
      throw new RangeError(`${hits} of ${total}`);
    }
  }
  const all = leftTotal + rightTotal;
  const hits = leftHits + rightHits;
  const logs = logFactorials(all);
  const log = (n: number): number => logs[n] ?? 0;
  const choose = (n: number, k: number): number => log(n) - log(k) - log(n - k);
  const logProbability = (left: number): number =>
    choose(leftTotal, left) + choose(rightTotal, hits - left) - choose(all, hits);
  const limit = logProbability(leftHits) + Math.log1p(RELATIVE_TOLERANCE);
  let sum = 0;
  for (let left = Math.max(0, hits - rightTotal); left <= Math.min(leftTotal, hits); left += 1) {
    const term = logProbability(left);
    if (term <= limit) sum += Math.exp(term);
  }
  return Math.min(1, sum);
}
