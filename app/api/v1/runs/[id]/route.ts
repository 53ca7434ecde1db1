import { apiRoute } from '@/lib/api/http/api-route';
import { readJsonBody } from '@/lib/api/http/read-json-body';
import { OPERATIONS } from '@/lib/api/operations';
import { deleteRun, readRun, renameRun } from '@/lib/api/runs';
import { renameRunSchema } from '@/lib/api/schemas/run';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.readRun, ({ path }) => readRun(path.id));
export const PATCH = apiRoute(OPERATIONS.renameRun, async ({ path, request }) => {
  const { name } = await readJsonBody(request, renameRunSchema);
  return renameRun(path.id, name);
});
export const DELETE = apiRoute(OPERATIONS.deleteRun, ({ path }) => deleteRun(path.id));
