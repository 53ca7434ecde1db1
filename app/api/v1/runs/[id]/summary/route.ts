import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';
import { runSummary } from '@/lib/api/summary';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.readSummary, ({ path, query }) => runSummary(path.id, query));
