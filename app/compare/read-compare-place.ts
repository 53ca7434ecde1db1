import type { SearchParams } from 'nuqs/server';
import type { ComparePlace } from '@/components/compare/compare-place';
import { parseMetricIds } from '@/lib/core/compare-runs/metric-label';
import { loadCompareSearchParams } from './search-params';

/** Which comparison an address asks for. A baseline beyond the sides is the first side. */
export async function readComparePlace(searchParams: Promise<SearchParams>): Promise<ComparePlace> {
  const { runs, baseline, k, split, metrics, metric, ...definitions } = await loadCompareSearchParams(searchParams);
  const sides = runs === '' ? 0 : runs.split(',').length;
  const known = parseMetricIds(metrics) === null ? '' : metrics;
  return { runs, baseline: baseline < sides ? baseline : 0, k, split, metrics: known, metric, definitions };
}
