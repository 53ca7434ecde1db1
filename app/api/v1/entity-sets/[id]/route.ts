import { deleteEntitySet } from '@/lib/api/entity-sets';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const DELETE = apiRoute(OPERATIONS.deleteEntitySet, ({ path }) => deleteEntitySet(path.id));
