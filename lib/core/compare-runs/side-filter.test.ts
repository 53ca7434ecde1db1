import { expect, test } from 'vitest';

import { parseFilter } from '@/lib/core/filter/parse-filter';

import { sideFilter } from './side-filter';
import { parseSteps } from './side-name';

test.each([
  ['10', 'step:10'],
  ['10..20', 'step:10..20'],
  ['..20', 'step:<=20'],
  ['10..', 'step:>=10'],
  ['last', 'step:40'],
])('%s is %s, which the filter reads', (steps, filter) => {
  const choice = parseSteps(steps);
  if (choice === null) throw new Error(`${steps} names steps`);
  expect(sideFilter(choice, 40)).toBe(filter);
  expect(parseFilter(filter)).not.toHaveProperty('error');
});

test('all steps, and a run without steps, take every rollout', () => {
  expect(sideFilter({ kind: 'all' }, 40)).toBe('');
  expect(sideFilter({ kind: 'last' }, null)).toBe('');
});
