import { findInRollout } from '@/lib/api/find-in-rollout';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.findInRollout, ({ path, query }) => findInRollout(path.id, path.n, query));
