import { apiRoute } from '@/lib/api/http/api-route';
import { jsonLinesResponse } from '@/lib/api/http/json-lines';
import { OPERATIONS } from '@/lib/api/operations';
import { searchRun } from '@/lib/api/search/search-run';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.searchRun, async ({ path, query, request }) => {
  const { q, mode, matchCase, within, filter, limit, ...definitions } = query;
  const wanted = { definitions, query: { text: q, mode, matchCase: matchCase === 'true', within }, filter, limit };
  return jsonLinesResponse(await searchRun(path.id, wanted, request.signal));
});
