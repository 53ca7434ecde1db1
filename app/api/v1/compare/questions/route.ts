import { listMovedQuestions } from '@/lib/api/compare/moved-questions';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.listMovedQuestions, ({ query }) => {
  const { runs, baseline, against, split, sort, moved, q, limit, cursor, offset, ...definitions } = query;
  const pair = { runs, baseline, against, split, definitions };
  return listMovedQuestions({ ...pair, sort, moved, q, limit, cursor, offset });
});
