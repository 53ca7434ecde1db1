/**
 * Exponential moving average over the points of a curve, without the pull towards 0 at its start (debiased):
 * m_i = w m_(i-1) + (1 - w) v_i from m_0 = 0, and m_i / (1 - w^i) is shown. A point without a value stays without one
 * and does not count. Points are taken one after another, however far apart their steps are.
 *
 * @param values one a point, in the order of the steps
 * @param weight w in [0, 1); 0 gives the values themselves
 * @throws RangeError when the weight is outside
 * @example smoothSeries([1, 2, 3], 0.5) // [1, 1.6666666666666667, 2.4285714285714284]
 * Source: the "exponential moving average" of Weights & Biases and TensorBoard (debiased as in Adam, arXiv 1412.6980).
 */
export function smoothSeries(values: readonly (number | null)[], weight: number): readonly (number | null)[] {
  if (!(weight >= 0 && weight < 1)) throw new RangeError(`weight is ${weight}, expected 0 to below 1`);
  if (weight === 0) return values;
  let average = 0;
  let decay = 1;
  return values.map((value) => {
    if (value === null) return null;
    average = weight * average + (1 - weight) * value;
    decay *= weight;
    return average / (1 - decay);
  });
}

/**
 * After how many points a value counts half: ln 0.5 / ln w; null where nothing is smoothed.
 *
 * @example halfLifeInPoints(0.9) // 6.5788...
 */
export function halfLifeInPoints(weight: number): number | null {
  return weight === 0 ? null : Math.log(0.5) / Math.log(weight);
}
