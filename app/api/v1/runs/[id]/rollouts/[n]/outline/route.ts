import { readRolloutOutline } from '@/lib/api/rollout-turns';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.readRolloutOutline, ({ path, query }) =>
  readRolloutOutline(path.id, path.n, query.matcher),
);
