import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';
import { listGroupSteps } from '@/lib/api/related-groups';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.listGroupSteps, ({ path, query: { limit, offset, ...definitions } }) =>
  listGroupSteps(path.id, path.group, { definitions, limit, offset }),
);
