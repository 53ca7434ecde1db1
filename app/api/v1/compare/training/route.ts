import { apiRoute } from '@/lib/api/http/api-route';
import { compareTraining } from '@/lib/api/compare/training';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.readTrainingComparison, ({ query: { runs, over, split, ...definitions } }) =>
  compareTraining(runs, definitions, { over, split }),
);
