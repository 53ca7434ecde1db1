import { patchLabels, putLabels } from '@/lib/api/annotations';
import { apiRoute } from '@/lib/api/http/api-route';
import { readJsonBody } from '@/lib/api/http/read-json-body';
import { OPERATIONS } from '@/lib/api/operations';
import { patchLabelsSchema, putLabelsSchema } from '@/lib/api/schemas/annotation';

export const dynamic = 'force-dynamic';

export const PUT = apiRoute(OPERATIONS.putLabels, async ({ path, request }) => {
  const { labels } = await readJsonBody(request, putLabelsSchema);
  return putLabels(path.id, path.n, labels);
});

export const PATCH = apiRoute(OPERATIONS.patchLabels, async ({ path, request }) =>
  patchLabels(path.id, path.n, await readJsonBody(request, patchLabelsSchema)),
);
