import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';
import { receiveCompanion } from '@/lib/api/uploads';

export const dynamic = 'force-dynamic';

export const POST = apiRoute(OPERATIONS.createCompanion, ({ request, query }) =>
  receiveCompanion(request, query.filename),
);
