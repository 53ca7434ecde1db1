import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';
import { readRollout } from '@/lib/api/rollout';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.readRollout, ({ path, query }) => readRollout(path.id, path.n, query));
