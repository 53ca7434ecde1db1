import { compareRuns } from '@/lib/api/compare/compare-runs';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';
import { comparisonNotes } from '@/lib/core/compare-runs/comparison-notes';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.compareRuns, async ({ query }) => {
  const { runs, baseline, k = null, metrics, split, ...definitions } = query;
  const comparison = await compareRuns({ runs, baseline, k, metrics, split }, definitions);
  return { ...comparison, notes: comparisonNotes(comparison) };
});
