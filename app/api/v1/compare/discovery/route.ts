import { readDiscovery } from '@/lib/api/compare/discovery';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.readDiscovery, ({ query: { runs, split, ...definitions } }) =>
  readDiscovery(runs, split, definitions),
);
