import { readTransitions } from '@/lib/api/compare/transitions';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.readTransitions, ({ query }) => {
  const { runs, baseline, against, split, ...definitions } = query;
  return readTransitions({ runs, baseline, against, split, definitions });
});
