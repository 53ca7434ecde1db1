import type { Estimate } from '@/lib/core/rewards/run-summary';

import { NORMAL_QUANTILE_95 } from './normal-quantile';

/**
 * A proportion with its 95 % Wilson score interval, without continuity correction.
 *
 * What it assumes: the trials are independent. Rollouts of one question are not, so over rollouts that repeat per
 * question the interval is too narrow (by up to 3 times in reported cases); read it as a lower bound of the
 * uncertainty. Over questions or groups it means what it says.
 *
 * @param successes integer in [0, trials]
 * @param trials integer >= 0; with 0 the value and both bounds are null
 * @returns fractions in [0, 1]; `n` is `trials`
 * @throws RangeError when successes is not in [0, trials]
 * @example wilsonInterval(7, 50) // value 0.14, low 0.0695, high 0.2619
 * Source: E. B. Wilson, JASA 22 (1927) 209-212; same as SciPy `binomtest(k, n).proportion_ci(method='wilson')`.
 */
export function wilsonInterval(successes: number, trials: number): Estimate {
  if (!(successes >= 0 && successes <= trials)) throw new RangeError(`${successes} successes of ${trials} trials`);
  if (trials === 0) return { value: null, low: null, high: null, n: 0 };
  const proportion = successes / trials;
  const zSquared = NORMAL_QUANTILE_95 ** 2;
  const denominator = 1 + zSquared / trials;
  const centre = (proportion + zSquared / (2 * trials)) / denominator;
  const variance = (proportion * (1 - proportion)) / trials + zSquared / (4 * trials * trials);
  const halfWidth = (NORMAL_QUANTILE_95 * Math.sqrt(variance)) / denominator;
  return {
    value: proportion,
    // At the ends the formula gives the end exactly; rounding would give 1e-17 instead.
    low: successes === 0 ? 0 : Math.max(0, centre - halfWidth),
    high: successes === trials ? 1 : Math.min(1, centre + halfWidth),
    n: trials,
  };
}
