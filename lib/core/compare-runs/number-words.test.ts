import { describe, expect, it } from 'vitest';

import { changeWords, probabilityWords, valueWords } from './number-words';

describe('numbers of a comparison', () => {
  it('are written alike where they stand together', () => {
    expect(valueWords('fraction', [0.614, 1, 0])).toEqual(['61.4', '100.0', '0.0']);
    expect(valueWords('amount', [5.214, 9])).toEqual(['5.21', '9.00']);
    expect(valueWords('amount', [5.214, 90])).toEqual(['5.2', '90.0']);
    expect(valueWords('amount', [12_345.6, 5])).toEqual(['12,346', '5']);
    expect(changeWords('fraction', [0.042, -0.011, 0, -0.0001])).toEqual(['+4.2', '−1.1', '0.0', '0.0']);
  });

  it('give p with the decimals that matter, and never round one over 5 %', () => {
    expect([0, 0.00099, 0.001, 0.0342, 0.0499, 0.05, 0.0502, 0.3, 0.994, 0.996, 1].map(probabilityWords)).toEqual([
      'p < 0.001',
      'p < 0.001',
      'p = 0.001',
      'p = 0.034',
      'p = 0.0499',
      'p = 0.050',
      'p = 0.0502',
      'p = 0.30',
      'p = 0.99',
      'p = 1',
      'p = 1',
    ]);
  });
});
