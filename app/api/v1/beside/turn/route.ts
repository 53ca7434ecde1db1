import { readBesideTurn } from '@/lib/api/beside-turns';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.readBesideTurn, ({ query }) =>
  readBesideTurn(query.of, query.turn, query.matcher),
);
