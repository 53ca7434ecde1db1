import { deleteComparison, renameComparison } from '@/lib/api/compare/saved-comparisons';
import { apiRoute } from '@/lib/api/http/api-route';
import { readJsonBody } from '@/lib/api/http/read-json-body';
import { OPERATIONS } from '@/lib/api/operations';
import { renameComparisonSchema } from '@/lib/api/schemas/compare-saved';

export const dynamic = 'force-dynamic';

export const PATCH = apiRoute(OPERATIONS.renameComparison, async ({ path, request }) => {
  const { name } = await readJsonBody(request, renameComparisonSchema);
  return renameComparison(path.id, name);
});
export const DELETE = apiRoute(OPERATIONS.deleteComparison, ({ path }) => deleteComparison(path.id));
