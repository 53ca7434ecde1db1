import { expect, test } from 'vitest';

import { undefinedReasonOf } from './undefined-reason';

const NOTHING = { r: null, low: null, high: null };

test.each([
  [{ ...NOTHING, n: 8 }, 'constant'],
  [{ ...NOTHING, n: 1 }, 'too_few_observations'],
  [{ ...NOTHING, n: 0 }, 'no_observations'],
  [{ ...NOTHING, n: 0, questions: 0 }, 'no_mixed_questions'],
  [{ ...NOTHING, n: 6, questions: 2 }, 'constant'],
  [{ r: 0.2, low: null, high: null, n: 8 }, 'too_few_questions'],
  [{ r: 0.2, low: 0, high: 0.4, n: 8 }, null],
  [{ value: null, low: null, high: null, n: 0 }, 'no_observations'],
  [{ value: 0, low: 0, high: 0.3, n: 10 }, null],
] as const)('undefinedReasonOf %#', (statistic, reason) => {
  expect(undefinedReasonOf(statistic)).toBe(reason);
});
