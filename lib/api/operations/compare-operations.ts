import { operation, type Operation } from '@/lib/api/http/operation';
import {
  discoveryQuerySchema,
  discoverySchema,
  entityGainsQuerySchema,
  entityGainsSchema,
} from '@/lib/api/schemas/compare-entities';
import { matchingQuerySchema, matchingSchema } from '@/lib/api/schemas/compare-matching';
import { comparisonQuerySchema, comparisonSchema } from '@/lib/api/schemas/compare-numbers';
import { panelsComparisonSchema, panelsQuerySchema } from '@/lib/api/schemas/compare-panels';
import {
  movedQuestionsQuerySchema,
  movedQuestionsSchema,
  transitionsQuerySchema,
  transitionsSchema,
} from '@/lib/api/schemas/compare-questions';
import {
  createComparisonSchema,
  renameComparisonSchema,
  savedComparisonListSchema,
  savedComparisonSchema,
} from '@/lib/api/schemas/compare-saved';
import { comparisonTableQuerySchema } from '@/lib/api/schemas/compare-table';
import { trainingComparisonSchema, trainingQuerySchema } from '@/lib/api/schemas/compare-training';

import { DEFINED, LIST, RUN_READ, plain, uuid } from './operation-parts';

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
  exportComparison: operation({
    ...plain,
    path: '/compare/table',
    summary: 'The same as a table: CSV with every number, LaTeX (booktabs) or Markdown',
    query: comparisonTableQuerySchema,
    answer: ['text/csv', 'application/x-tex', 'text/markdown'],
    problems: [...RUN_READ, ...DEFINED],
  }),
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
  readTransitions: operation({
    ...plain,
    path: '/compare/transitions',
    summary: 'How the outcomes of shared questions moved from the baseline to another side, as a matrix',
    query: transitionsQuerySchema,
    answer: transitionsSchema,
    problems: [...RUN_READ, ...DEFINED],
  }),
  listMovedQuestions: operation({
    ...plain,
    path: '/compare/questions',
    summary: 'Shared questions by what moved between the baseline and another side',
    query: movedQuestionsQuerySchema,
    answer: movedQuestionsSchema,
    problems: [...RUN_READ, ...LIST],
  }),
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
