import type { SearchParams } from 'nuqs/server';
import { readIgnored } from '@/app/read-ignored';
import { compareParsers } from '@/components/compare/compare-parsers';
import type { ComparePlace } from '@/components/compare/compare-place';
import type { ParameterParsers } from '@/components/definitions/ignored-parameters';
import { parseMetricIds } from '@/lib/core/compare-runs/metric-label';
import { loadCompareSearchParams } from './search-params';

/** Which comparison an address asks for. A baseline beyond the sides is the first side. */
export async function readComparePlace(searchParams: Promise<SearchParams>): Promise<ComparePlace> {
  const { runs, baseline, k, split, metrics, metric, ...definitions } = await loadCompareSearchParams(searchParams);
  const sides = runs === '' ? 0 : runs.split(',').length;
  const known = parseMetricIds(metrics) === null ? '' : metrics;
  return { runs, baseline: baseline < sides ? baseline : 0, k, split, metrics: known, metric, definitions };
}

/** Parameters of a page of a comparison that are no such values, its own ones as well; a baseline beyond the sides is one. */
export function readIgnoredOfCompare(
  searchParams: Promise<SearchParams>,
  { runs }: ComparePlace,
  own: ParameterParsers,
): Promise<readonly string[]> {
  const { baseline } = compareParsers;
  const isSide = (text: string) => (baseline.parse(text) ?? Infinity) < runs.split(',').length;
  return readIgnored(searchParams, {
    ...compareParsers,
    ...own,
    baseline: { parse: (text) => (isSide(text) ? text : null) },
  });
}
