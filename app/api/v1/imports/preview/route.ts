import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';
import { answerPreview } from '@/lib/api/preview/preview-request';

export const dynamic = 'force-dynamic';

export const POST = apiRoute(OPERATIONS.previewImport, ({ request, query }) => answerPreview(request, query));
