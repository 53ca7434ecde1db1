import { operation, type Operation } from '@/lib/api/http/operation';
import { comparisonQuerySchema, comparisonSchema } from '@/lib/api/schemas/compare-numbers';

import { DEFINED, plain, RUN_READ } from './operation-parts';

/** Calls about several runs, compared over the questions they share. */
export const COMPARE_OPERATIONS = {
  compareRuns: operation({
    ...plain,
    path: '/compare',
    summary: 'Two to ten runs over the questions they share: each with its intervals, each against the baseline',
    query: comparisonQuerySchema,
    answer: comparisonSchema,
    problems: [...RUN_READ, ...DEFINED],
  }),
} as const satisfies Record<string, Operation>;
