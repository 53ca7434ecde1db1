import { problemResponse } from '@/lib/api/http/api-route';
import { ApiError } from '@/lib/api/problem';

export const dynamic = 'force-dynamic';

function nothingHere(request: Request): Response {
  const { pathname } = new URL(request.url);
  return problemResponse(new ApiError('not_found', `there is nothing at ${pathname}; see /api/v1/openapi.json`));
}

export { nothingHere as DELETE, nothingHere as GET, nothingHere as PATCH, nothingHere as POST, nothingHere as PUT };
