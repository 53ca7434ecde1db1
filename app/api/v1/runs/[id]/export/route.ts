import { exportRun } from '@/lib/api/export-run';
import { apiRoute } from '@/lib/api/http/api-route';
import { download } from '@/lib/api/http/download';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.exportRun, async ({ path, query }) => {
  const { format, filter, ...definitions } = query;
  const { chunks, mediaType, filename } = await exportRun(path.id, { definitions, format, filter });
  return download(chunks, mediaType, filename);
});
