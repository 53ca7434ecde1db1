import { createComparison, listComparisons } from '@/lib/api/compare/saved-comparisons';
import { apiRoute } from '@/lib/api/http/api-route';
import { readJsonBody } from '@/lib/api/http/read-json-body';
import { OPERATIONS } from '@/lib/api/operations';
import { createComparisonSchema } from '@/lib/api/schemas/compare-saved';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.listComparisons, () => listComparisons());
export const POST = apiRoute(OPERATIONS.createComparison, async ({ request }) =>
  createComparison(await readJsonBody(request, createComparisonSchema)),
);
