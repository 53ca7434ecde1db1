import { describe, expect, test } from 'vitest';

import { clusteredAmountInterval, clusteredShareInterval } from './clustered-interval';
import { standardErrorOfRatio, type QuestionSums } from './ratio-of-sums';
import { wilsonInterval } from './wilson-interval';

function means(values: readonly number[]): QuestionSums {
  return { numerator: Float64Array.from(values), denominator: new Float64Array(values.length).fill(1) };
}

describe('clusteredShareInterval', () => {
  test('is Wilson of the effective size', () => {
    const sums = means([0.75, 0, 0.25, 1]);
    // p = 0.5, SE^2 = 0.625 / 12, size (1.959964 / 3.182446)^2 * 0.25 / SE^2, t from scipy.stats.t.ppf(0.975, 3)
    const size = ((1.959963984540054 / 3.182446305284263) ** 2 * 0.25) / (0.625 / 12);
    const expected = wilsonInterval(size / 2, size);
    expect(clusteredShareInterval(sums, 16)?.low).toBeCloseTo(expected.low ?? NaN, 10);
    expect(clusteredShareInterval(sums, 16)?.high).toBeCloseTo(expected.high ?? NaN, 10);
  });

  test('comes to plain Wilson with many questions of one rollout', () => {
    const values = Array.from({ length: 2000 }, (_, at) => (at % 10 < 3 ? 1 : 0));
    const { low, high } = wilsonInterval(600, 2000);
    expect(clusteredShareInterval(means(values), 2000)?.low).toBeCloseTo(low ?? NaN, 4);
    expect(clusteredShareInterval(means(values), 2000)?.high).toBeCloseTo(high ?? NaN, 4);
  });

  test('counts questions where there is no spread, and never more than there are observations', () => {
    const all = wilsonInterval(6, 6);
    expect(clusteredShareInterval(means([1, 1, 1, 1, 1, 1]), 48)).toEqual({ low: all.low, high: all.high });
    const half = wilsonInterval(3, 6);
    expect(clusteredShareInterval(means([0.5, 0.5, 0.5, 0.5, 0.5, 0.5]), 12)).toEqual({
      low: half.low,
      high: half.high,
    });
    const nearly = means(Array.from({ length: 50 }, (_, at) => (at < 25 ? 0.5 : 0.51)));
    const capped = wilsonInterval(0.505 * 100, 100);
    expect(clusteredShareInterval(nearly, 100)?.low).toBeCloseTo(capped.low ?? NaN, 10);
    expect(clusteredShareInterval(means([1]), 8)).toBeNull();
  });
});

describe('clusteredAmountInterval', () => {
  test('is the t interval of a mean', () => {
    // SciPy 1.17.1: scipy.stats.t.interval(.95, 5, loc=x.mean(), scale=scipy.stats.sem(x))
    const found = clusteredAmountInterval(means([3, 5.5, 4, 9, 1.25, 7]));
    expect(found?.low).toBeCloseTo(2.0160899618786488, 10);
    expect(found?.high).toBeCloseTo(7.900576704788017, 10);
  });

  test('is cut at 0, and widens to nothing over one question', () => {
    expect(clusteredAmountInterval(means([0, 5]))?.low).toBe(0);
    expect(standardErrorOfRatio(means([4, 4]))).toBe(0);
    expect(clusteredAmountInterval(means([4, 4]))).toEqual({ low: 4, high: 4 });
    expect(clusteredAmountInterval(means([4]))).toBeNull();
  });
});
