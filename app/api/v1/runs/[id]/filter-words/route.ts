import { listFilterWords } from '@/lib/api/filter-words';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.listFilterWords, ({ path, query }) => listFilterWords(path.id, query));
