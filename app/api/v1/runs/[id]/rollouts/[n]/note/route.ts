import { putNote } from '@/lib/api/annotations';
import { apiRoute } from '@/lib/api/http/api-route';
import { readJsonBody } from '@/lib/api/http/read-json-body';
import { OPERATIONS } from '@/lib/api/operations';
import { putNoteSchema } from '@/lib/api/schemas/annotation';

export const dynamic = 'force-dynamic';

/** A note of 10,000 characters, each of them escaped, with room for the rest. */
const LARGEST_BODY_BYTES = 96 * 1024;

export const PUT = apiRoute(OPERATIONS.putNote, async ({ path, request }) => {
  return putNote(path.id, path.n, await readJsonBody(request, putNoteSchema, LARGEST_BODY_BYTES));
});
