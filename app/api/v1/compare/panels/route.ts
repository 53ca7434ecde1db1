import { apiRoute } from '@/lib/api/http/api-route';
import { comparePanels } from '@/lib/api/compare/panels';
import { OPERATIONS } from '@/lib/api/operations';

export const dynamic = 'force-dynamic';

export const GET = apiRoute(OPERATIONS.readPanelsComparison, ({ query: { runs, over, split, ...definitions } }) =>
  comparePanels(runs, definitions, { over, split }),
);
