import { operation, type Operation } from '@/lib/api/http/operation';
import { matchingQuerySchema, matchingSchema } from '@/lib/api/schemas/compare-matching';
import {
  createComparisonSchema,
  renameComparisonSchema,
  savedComparisonListSchema,
  savedComparisonSchema,
} from '@/lib/api/schemas/compare-saved';

import { LIST, plain, RUN_READ, uuid } from './operation-parts';

/** Calls that compare runs. */
export const COMPARE_OPERATIONS = {
  listMatching: operation({
    ...plain,
    path: '/compare/matching',
    summary: 'Questions of compared runs by how they match: shared, partly shared, unmatched or ambiguous',
    query: matchingQuerySchema,
    answer: matchingSchema,
    problems: [...RUN_READ, ...LIST],
  }),
  listComparisons: operation({
    ...plain,
    path: '/comparisons',
    summary: 'Saved comparisons by name',
    answer: savedComparisonListSchema,
    problems: ['unknown_parameter'],
  }),
  createComparison: operation({
    ...plain,
    method: 'POST',
    path: '/comparisons',
    summary: 'Save a comparison under a name',
    body: createComparisonSchema,
    status: 201,
    answer: savedComparisonSchema,
    problems: ['invalid_body', 'payload_too_large', 'comparison_exists'],
  }),
  renameComparison: operation({
    ...plain,
    method: 'PATCH',
    path: '/comparisons/{id}',
    summary: 'Give a saved comparison another name',
    parameters: uuid,
    body: renameComparisonSchema,
    answer: savedComparisonSchema,
    problems: ['comparison_not_found', 'comparison_exists', 'invalid_body', 'payload_too_large'],
  }),
  deleteComparison: operation({
    ...plain,
    method: 'DELETE',
    path: '/comparisons/{id}',
    summary: 'Remove a saved comparison; its runs stay',
    parameters: uuid,
    status: 204,
    answer: null,
    problems: ['comparison_not_found'],
  }),
} as const satisfies Record<string, Operation>;
