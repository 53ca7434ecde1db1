import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';
import { listRollouts } from '@/lib/api/rollouts';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.listRollouts, ({ path, query }) => {
  const { limit, cursor, offset, sort, filter, ...definitions } = query;
  return listRollouts(path.id, { limit, cursor, offset, sort, filter, definitions });
});
