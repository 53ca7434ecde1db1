import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';
import { listRuns } from '@/lib/api/runs';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.listRuns, ({ query }) => listRuns(query));
