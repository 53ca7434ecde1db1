import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';
import { listQuestions } from '@/lib/api/questions';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.listQuestions, ({ path, query }) => {
  const { joined, warnings, ...paging } = query;
  return listQuestions(path.id, {
    ...paging,
    joined: joined === undefined ? undefined : joined === 1,
    warnings: warnings === undefined ? undefined : warnings === 1,
  });
});
