import { readPartners } from '@/lib/api/beside-partners';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.readPartners, ({ query: { of, ...definitions } }) =>
  readPartners(of, definitions),
);
