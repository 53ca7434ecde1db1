import { readSpan } from '@/lib/api/rollout-turns';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.readSpan, ({ path, query }) =>
  readSpan({ runId: path.id, n: path.n, span: path.span }, query),
);
