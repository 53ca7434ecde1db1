import { apiRoute } from '@/lib/api/http/api-route';
import { readSmallBody } from '@/lib/api/http/read-json-body';
import { OPERATIONS } from '@/lib/api/operations';
import { LARGEST_PREVIEW_BYTES, previewFile } from '@/lib/api/preview-file';

export const dynamic = 'force-dynamic';

export const POST = apiRoute(OPERATIONS.previewImport, async ({ request, query }) => {
  const bytes = await readSmallBody(request, LARGEST_PREVIEW_BYTES);
  return previewFile(bytes, query.filename, query.complete === 'true');
});
