import { expect, test } from 'vitest';

import { fingerprintDifferences } from './fingerprint-differences';

test('copies and mirror images have one name, up to rounding', () => {
  const name = fingerprintDifferences([0, 1, 2], [0, 0.3, -1]);
  expect(fingerprintDifferences([0, 1, 2], [0, 0.1 + 0.2, -1])).toBe(name);
  expect(fingerprintDifferences([0, 1, 2], [-0, -0.3, 1])).toBe(name);
});

test('other contributions, other questions and more questions have another', () => {
  const name = fingerprintDifferences([0, 1, 2], [0, 0.3, -1]);
  expect(fingerprintDifferences([0, 1, 2], [0, 0.3, 1])).not.toBe(name);
  expect(fingerprintDifferences([0, 1, 2], [0, 0.300001, -1])).not.toBe(name);
  expect(fingerprintDifferences([0, 1, 2], [0, 0.3 + 2 ** 33, -1])).not.toBe(name);
  expect(fingerprintDifferences([0, 1, 3], [0, 0.3, -1])).not.toBe(name);
  expect(fingerprintDifferences([0, 1, 2, 3], [0, 0.3, -1, 0])).not.toBe(name);
});
