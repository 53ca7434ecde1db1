import { apiRoute } from '@/lib/api/http/api-route';
import { readJsonBody } from '@/lib/api/http/read-json-body';
import { OPERATIONS } from '@/lib/api/operations';
import { renameViewSchema } from '@/lib/api/schemas/view';
import { deleteView, renameView } from '@/lib/api/views';

export const dynamic = 'force-dynamic';

export const PATCH = apiRoute(OPERATIONS.renameView, async ({ path, request }) => {
  const { name } = await readJsonBody(request, renameViewSchema);
  return renameView(path.id, path.view, name);
});
export const DELETE = apiRoute(OPERATIONS.deleteView, ({ path }) => deleteView(path.id, path.view));
