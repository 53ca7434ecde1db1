import { apiRoute } from '@/lib/api/http/api-route';
import { cancelImport, readImport } from '@/lib/api/imports';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.readImport, ({ path }) => readImport(path.id));
export const DELETE = apiRoute(OPERATIONS.cancelImport, ({ path }) => cancelImport(path.id));
