import { apiRoute } from '@/lib/api/http/api-route';
import { readJsonBody } from '@/lib/api/http/read-json-body';
import { OPERATIONS } from '@/lib/api/operations';
import { createViewSchema } from '@/lib/api/schemas/view';
import { createView, listViews } from '@/lib/api/views';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.listViews, ({ path, query }) => listViews(path.id, query.list));
export const POST = apiRoute(OPERATIONS.createView, async ({ path, request }) =>
  createView(path.id, await readJsonBody(request, createViewSchema)),
);
