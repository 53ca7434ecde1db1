import { listUnjoinedQuestions } from '@/lib/api/entity-sets';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.listUnjoinedQuestions, ({ path, query }) =>
  listUnjoinedQuestions(path.id, query),
);
