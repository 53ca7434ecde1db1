import { apiRoute } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';
import { readRolloutRecord } from '@/lib/api/rollout';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.readRolloutRecord, ({ path }) => readRolloutRecord(path.id, path.n));
