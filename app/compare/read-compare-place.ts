import type { SearchParams } from 'nuqs/server';
import type { ComparePlace } from '@/components/compare/compare-place';
import { loadCompareSearchParams } from './search-params';

/** Which comparison an address asks for. A baseline beyond the sides is the first side. */
export async function readComparePlace(searchParams: Promise<SearchParams>): Promise<ComparePlace> {
  const { runs, baseline, k, split, ...definitions } = await loadCompareSearchParams(searchParams);
  const sides = runs === '' ? 0 : runs.split(',').length;
  return { runs, baseline: baseline < sides ? baseline : 0, k, split, definitions };
}
