import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';
import { listRunEntities } from '@/lib/api/run-entities';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.listRunEntities, ({ path, query }) => {
  const { class: entityClass, name, sort, limit, cursor, offset, ...definitions } = query;
  return listRunEntities(path.id, { definitions, class: entityClass, name, sort, limit, cursor, offset });
});
