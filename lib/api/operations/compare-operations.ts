import { operation, type Operation } from '@/lib/api/http/operation';
import {
  discoveryQuerySchema,
  discoverySchema,
  entityGainsQuerySchema,
  entityGainsSchema,
} from '@/lib/api/schemas/compare-entities';

import { DEFINED, LIST, plain, RUN_READ } from './operation-parts';

/** Calls that compare runs. */
export const COMPARE_OPERATIONS = {
  readDiscovery: operation({
    ...plain,
    path: '/compare/discovery',
    summary: 'How fast each side finds the gold entities that all sides look for, by turn',
    query: discoveryQuerySchema,
    answer: discoverySchema,
    problems: [...RUN_READ, ...DEFINED],
  }),
  listEntityGains: operation({
    ...plain,
    path: '/compare/entities',
    summary: 'Shared gold entities by how much more or less often a side found them than the baseline',
    query: entityGainsQuerySchema,
    answer: entityGainsSchema,
    problems: [...RUN_READ, ...LIST],
  }),
} as const satisfies Record<string, Operation>;
