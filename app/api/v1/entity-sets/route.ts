import { createEntitySet } from '@/lib/api/create-entity-set';
import { listEntitySets } from '@/lib/api/entity-sets';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.listEntitySets, ({ query }) => listEntitySets(query));
export const POST = apiRoute(OPERATIONS.createEntitySet, ({ request, query }) =>
  createEntitySet(request, query.filename),
);
