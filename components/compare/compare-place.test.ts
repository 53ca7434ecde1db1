import { expect, test } from 'vitest';

import { DEFAULT_DEFINITIONS } from '@/lib/core/rewards/definitions';

import { COMPARE_PAGES, compareHref } from './compare-place';

test.each(COMPARE_PAGES)('the link to $label keeps all that pages share, the metrics included', ({ path }) => {
  const place = { runs: '1,2', baseline: 1, k: 4, split: 'hard', metrics: 'accuracy,turns', metric: 'turns' } as const;
  const href = new URL(compareHref({ ...place, definitions: DEFAULT_DEFINITIONS }, path), 'http://localhost');
  expect(href.pathname).toBe(`/compare${path}`);
  expect(Object.fromEntries(href.searchParams)).toEqual({ ...place, baseline: '1', k: '4' });
});
