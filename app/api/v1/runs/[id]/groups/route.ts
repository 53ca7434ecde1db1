import { listGroups } from '@/lib/api/groups';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.listGroups, ({ path, query }) => {
  const { limit, cursor, offset, sort, filter, ...definitions } = query;
  return listGroups(path.id, { limit, cursor, offset, sort, filter, definitions });
});
