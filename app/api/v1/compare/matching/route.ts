import { listMatching } from '@/lib/api/compare/matching';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(
  OPERATIONS.listMatching,
  ({ query: { runs, class: kind, limit, cursor, offset, ...definitions } }) =>
    listMatching({ runs, class: kind, limit, cursor, offset }, definitions),
);
