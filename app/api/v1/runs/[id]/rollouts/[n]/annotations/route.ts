import { readAnnotatedRollout } from '@/lib/api/annotations';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.readAnnotations, ({ path, query }) =>
  readAnnotatedRollout(path.id, path.n, query),
);
