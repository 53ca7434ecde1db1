import { readGroup } from '@/lib/api/groups';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.readGroup, ({ path, query }) => readGroup(path.id, path.group, query));
