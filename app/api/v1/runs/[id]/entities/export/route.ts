import { apiRoute } from '@/lib/api/http/api-route';
import { download } from '@/lib/api/http/download';
import { OPERATIONS } from '@/lib/api/operations';
import { exportRunEntities } from '@/lib/api/run-entities';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.exportRunEntities, async ({ path, query }) => {
  const { class: entityClass, name, sort, ...definitions } = query;
  const { chunks, filename } = await exportRunEntities(path.id, { definitions, class: entityClass, name, sort });
  return download(chunks, 'text/csv; charset=utf-8', filename);
});
