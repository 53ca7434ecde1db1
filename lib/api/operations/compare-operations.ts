import { operation, type Operation } from '@/lib/api/http/operation';
import { panelsComparisonSchema, panelsQuerySchema } from '@/lib/api/schemas/compare-panels';
import { trainingComparisonSchema, trainingQuerySchema } from '@/lib/api/schemas/compare-training';

import { DEFINED, plain, RUN_READ } from './operation-parts';

/** Calls that compare runs. */
export const COMPARE_OPERATIONS = {
  readTrainingComparison: operation({
    ...plain,
    path: '/compare/training',
    summary: 'Two to ten runs over training: accuracy, match rate, tool calls, zero advantage and rewards by step',
    query: trainingQuerySchema,
    answer: trainingComparisonSchema,
    problems: [...RUN_READ, ...DEFINED],
  }),
  readPanelsComparison: operation({
    ...plain,
    path: '/compare/panels',
    summary: "Two to ten runs in the paper's panels: match rates of right and wrong rollouts on common axes",
    query: panelsQuerySchema,
    answer: panelsComparisonSchema,
    problems: [...RUN_READ, ...DEFINED],
  }),
} as const satisfies Record<string, Operation>;
