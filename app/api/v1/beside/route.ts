import { readBeside } from '@/lib/api/beside';
import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.readBeside, ({ query: { left, right, ...definitions } }) =>
  readBeside({ left, right }, definitions),
);
