import { expect, it } from 'vitest';
import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { webthinker } from './webthinker';

keepsFixtureLaw(webthinker);

it('puts files of one split of a folder together, and prefers the evaluated copy', () => {
  const [first, second, evaluated, other] = [
    'gaia/dev.5.10,3:15.4711.json',
    'gaia/dev.5.11,8:02.12.json',
    'gaia/dev.5.10,3:15.4711.metrics.json',
    'gaia/test.5.10,3:15.4711.json',
  ].map((path) => webthinker.place?.(path));
  expect([second?.run, evaluated?.run]).toEqual([first?.run, first?.run]);
  expect(other?.run).not.toBe(first?.run);
  expect(evaluated?.version?.of).toBe(first?.version?.of);
  expect(second?.version?.of).not.toBe(first?.version?.of);
  expect([first?.version?.rank, evaluated?.version?.rank]).toEqual([0, 1]);
});
