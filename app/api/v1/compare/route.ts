import { compareRuns } from '@/lib/api/compare/compare-runs';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.compareRuns, ({ query }) => {
  const { runs, baseline, k = null, metrics, split, ...definitions } = query;
  return compareRuns({ runs, baseline, k, metrics, split }, definitions);
});
