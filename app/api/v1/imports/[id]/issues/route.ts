import { apiRoute } from '@/lib/api/http/api-route';
import { download } from '@/lib/api/http/download';
import { readIssues } from '@/lib/api/imports';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.downloadIssues, ({ path, query }) => {
  const mediaType = query.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl';
  return download(readIssues(path.id, query.format), mediaType, `nearmiss-issues-${path.id}.${query.format}`);
});
