import { createImport } from '@/lib/api/create-import';
import { apiRoute } from '@/lib/api/http/api-route';
import { listImports } from '@/lib/api/imports';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.listImports, ({ query }) => listImports(query));
export const POST = apiRoute(OPERATIONS.createImport, ({ request, query }) => createImport(request, query));
