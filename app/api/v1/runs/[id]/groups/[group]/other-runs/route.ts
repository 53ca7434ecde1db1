import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';
import { listOtherRuns } from '@/lib/api/related-groups';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.listOtherRuns, ({ path, query: { limit, offset, ...definitions } }) =>
  listOtherRuns(path.id, path.group, { definitions, limit, offset }),
);
