import { listEntityGains } from '@/lib/api/compare/entity-gains';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.listEntityGains, ({ query }) => {
  const { runs, baseline, against, split, class: chosen, name, sort, limit, cursor, offset, ...definitions } = query;
  const pair = { runs, baseline, against, split, definitions };
  return listEntityGains({ ...pair, class: chosen, name, sort, limit, cursor, offset });
});
