import { exportComparison } from '@/lib/api/compare/compare-table';
import { apiRoute } from '@/lib/api/http/api-route';
import { download } from '@/lib/api/http/download';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.exportComparison, async ({ query }) => {
  const { runs, baseline, k = null, metrics, split, format, detail, ...definitions } = query;
  const file = await exportComparison({ format, detail }, { runs, baseline, k, metrics, split }, definitions);
  return download(file.chunks, file.mediaType, file.filename);
});
