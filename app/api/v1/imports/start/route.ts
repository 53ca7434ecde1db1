import { apiRoute } from '@/lib/api/http/api-route';
import { readJsonBody } from '@/lib/api/http/read-json-body';
import { OPERATIONS } from '@/lib/api/operations';
import { startImportSchema } from '@/lib/api/schemas/drop-preview';
import { startImport } from '@/lib/api/start-import';

export const dynamic = 'force-dynamic';

/** Settings may name many files. */
const LARGEST_BODY_BYTES = 16 * 1024 * 1024;

export const POST = apiRoute(OPERATIONS.startImport, async ({ request }) =>
  startImport(request, await readJsonBody(request, startImportSchema, LARGEST_BODY_BYTES)),
);
