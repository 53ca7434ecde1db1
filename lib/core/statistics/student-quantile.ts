import { NORMAL_QUANTILE_95 } from './normal-quantile';

/** From here on the expansion is right to twelve digits. */
const EXPANSION_FROM = 2000;
const LARGEST_STEPS = 60;

/**
 * t such that a Student variable lies within +-t with probability 0.95: what takes the place of 1.96 in an interval of
 * a mean whose variance is estimated from few values.
 *
 * @param freedom degrees of freedom, integer >= 1
 * @returns right to ten digits
 * @throws RangeError otherwise
 * @example studentQuantile95(9) // 2.2622
 * Source: M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4 (finite sums, inverted by
 * Newton's method), 26.7.5 (expansion around the normal quantile).
 */
export function studentQuantile95(freedom: number): number {
  if (!Number.isInteger(freedom) || freedom < 1) throw new RangeError(`${freedom} degrees of freedom`);
  if (freedom >= EXPANSION_FROM) return expansion(freedom);
  // Within +-t the probability is concave in t, so from below Newton's method climbs to the root and never passes it.
  let t = NORMAL_QUANTILE_95;
  const scale = 2 * densityAtZero(freedom);
  for (let step = 0; step < LARGEST_STEPS; step += 1) {
    const missing = 0.95 - probabilityWithin(t, freedom);
    const change = missing / (scale * (1 + (t * t) / freedom) ** (-(freedom + 1) / 2));
    t += change;
    if (Math.abs(change) < 1e-14 * t) break;
  }
  return t;
}

function expansion(freedom: number): number {
  const z = NORMAL_QUANTILE_95;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / freedom + second / freedom ** 2 + third / freedom ** 3;
}

/** Gamma((v + 1) / 2) / (sqrt(v pi) Gamma(v / 2)), by the recurrence of the quotient from v - 2 to v. */
function densityAtZero(freedom: number): number {
  let quotient = freedom % 2 === 0 ? Math.sqrt(Math.PI) / 2 : 1 / Math.sqrt(Math.PI);
  for (let v = freedom % 2 === 0 ? 2 : 1; v < freedom; v += 2) quotient *= (v + 1) / v;
  return quotient / Math.sqrt(freedom * Math.PI);
}

/** P(|T| <= t). */
function probabilityWithin(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const isOdd = freedom % 2 === 1;
  const squaredCosine = Math.cos(angle) ** 2;
  let term = isOdd ? Math.cos(angle) : 1;
  let sum = 0;
  for (let power = isOdd ? 1 : 0; power <= freedom - 2; power += 2) {
    sum += term;
    term *= ((power + 1) / (power + 2)) * squaredCosine;
  }
  return isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}
