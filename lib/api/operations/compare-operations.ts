import { operation, type Operation } from '@/lib/api/http/operation';
import {
  movedQuestionsQuerySchema,
  movedQuestionsSchema,
  transitionsQuerySchema,
  transitionsSchema,
} from '@/lib/api/schemas/compare-questions';

import { DEFINED, LIST, plain, RUN_READ } from './operation-parts';

/** Calls about several runs over the questions they share. */
export const COMPARE_OPERATIONS = {
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
} as const satisfies Record<string, Operation>;
