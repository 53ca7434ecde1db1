import { readTurns } from '@/lib/api/rollout-turns';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.readTurns, ({ path, query }) => readTurns(path.id, path.n, query));
