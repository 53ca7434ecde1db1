import { expect, it } from 'vitest';
import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { webthinker } from './webthinker';

keepsFixtureLaw(webthinker);

it('puts files of one split of a folder together, and prefers the evaluated copy', () => {
  const paths = ['dev.5.10,3:15.4711', 'dev.5.11,8:02.12', 'dev.5.10,3:15.4711.metrics', 'test.5.10,3:15.4711'];
  const places = paths.flatMap((path) => webthinker.place?.(`gaia/${path}.json`) ?? []);
  expect(places.map(({ run, split }) => [run, split])).toEqual([
    ['gaia/dev', 'dev'],
    ['gaia/dev', 'dev'],
    ['gaia/dev', 'dev'],
    ['gaia/test', 'test'],
  ]);
  expect(places.map(({ version }) => version)).toEqual([
    { of: 'gaia/dev.5.10,3:15.4711', rank: 0 },
    { of: 'gaia/dev.5.11,8:02.12', rank: 0 },
    { of: 'gaia/dev.5.10,3:15.4711', rank: 1 },
    { of: 'gaia/test.5.10,3:15.4711', rank: 0 },
  ]);
});
