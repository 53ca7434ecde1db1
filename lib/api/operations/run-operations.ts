import { operation, type Operation } from '@/lib/api/http/operation';
import { definitionsQuerySchema } from '@/lib/api/schemas/common';
import { exportQuerySchema } from '@/lib/api/schemas/export';
import { groupDetailSchema, groupListQuerySchema, groupListSchema } from '@/lib/api/schemas/group';
import { questionListQuerySchema, questionListSchema } from '@/lib/api/schemas/question';
import {
  groupStepsQuerySchema,
  groupStepsSchema,
  otherRunsQuerySchema,
  otherRunsSchema,
} from '@/lib/api/schemas/related-group';
import { rolloutListQuerySchema, rolloutListSchema } from '@/lib/api/schemas/rollout';
import { renameRunSchema, runDetailSchema, runListQuerySchema, runListSchema } from '@/lib/api/schemas/run';
import { searchRunQuerySchema } from '@/lib/api/schemas/search';
import { runSummarySchema } from '@/lib/api/schemas/summary';

import { groupNumber, RUN_READ, LIST, DEFINED, plain, ofRun } from './operation-parts';

/** Calls about runs, their questions, groups and rollouts as lists and numbers. */
export const RUN_OPERATIONS = {
  listRuns: operation({
    ...plain,
    path: '/runs',
    summary: 'Runs, newest first, with their stored summary',
    query: runListQuerySchema,
    answer: runListSchema,
    problems: LIST,
  }),
  readRun: operation({
    ...ofRun,
    path: '/runs/{id}',
    summary: 'One run with what its log and import say of it',
    answer: runDetailSchema,
    problems: ['run_not_found'],
  }),
  renameRun: operation({
    ...ofRun,
    method: 'PATCH',
    path: '/runs/{id}',
    summary: 'Give a run another name',
    body: renameRunSchema,
    answer: runDetailSchema,
    problems: ['run_not_found', 'invalid_body', 'payload_too_large'],
  }),
  deleteRun: operation({
    ...ofRun,
    method: 'DELETE',
    path: '/runs/{id}',
    summary: 'Remove a run and everything of it',
    status: 204,
    answer: null,
    problems: ['run_not_found'],
  }),
  readSummary: operation({
    ...ofRun,
    path: '/runs/{id}/summary',
    summary: 'The numbers of a run under definitions',
    query: definitionsQuerySchema,
    answer: runSummarySchema,
    problems: [...RUN_READ, ...DEFINED],
  }),
  listQuestions: operation({
    ...ofRun,
    path: '/runs/{id}/questions',
    summary: 'Questions of a run with the entities in force and doubts about them',
    query: questionListQuerySchema,
    answer: questionListSchema,
    problems: ['run_not_found', ...LIST],
  }),
  listGroups: operation({
    ...ofRun,
    path: '/runs/{id}/groups',
    summary: 'Groups of a run, sorted and filtered',
    query: groupListQuerySchema,
    answer: groupListSchema,
    problems: [...RUN_READ, ...LIST, 'invalid_filter'],
  }),
  readGroup: operation({
    ...ofRun,
    path: '/runs/{id}/groups/{group}',
    summary: 'One group: rewards, advantages, and when each rollout first met each entity',
    parameters: groupNumber,
    query: definitionsQuerySchema,
    answer: groupDetailSchema,
    problems: [...RUN_READ, 'group_not_found', ...DEFINED],
  }),
  listGroupSteps: operation({
    ...ofRun,
    path: '/runs/{id}/groups/{group}/steps',
    summary: "The groups of a group's question at all steps of its run",
    parameters: groupNumber,
    query: groupStepsQuerySchema,
    answer: groupStepsSchema,
    problems: [...RUN_READ, 'group_not_found', ...DEFINED],
  }),
  listOtherRuns: operation({
    ...ofRun,
    path: '/runs/{id}/groups/{group}/other-runs',
    summary: "What other runs made of a group's question, newest run first",
    parameters: groupNumber,
    query: otherRunsQuerySchema,
    answer: otherRunsSchema,
    problems: [...RUN_READ, 'group_not_found', ...DEFINED],
  }),
  listRollouts: operation({
    ...ofRun,
    path: '/runs/{id}/rollouts',
    summary: 'Rollouts of a run, sorted and filtered',
    query: rolloutListQuerySchema,
    answer: rolloutListSchema,
    problems: [...RUN_READ, ...LIST, 'invalid_filter'],
  }),
  exportRun: operation({
    ...ofRun,
    path: '/runs/{id}/export',
    summary: 'Rollouts of a run as a file: canonical records (jsonl) or list rows (csv, parquet)',
    query: exportQuerySchema,
    answer: ['application/jsonl', 'text/csv', 'application/vnd.apache.parquet'],
    problems: [...RUN_READ, 'invalid_filter', ...DEFINED],
  }),
  searchRun: operation({
    ...ofRun,
    path: '/runs/{id}/search',
    summary:
      'Words or a regular expression in the trajectories of a run. The answer is a stream of JSON lines, each with a `kind`: `progress` at least twice a second, `rollout` for each rollout in which something was found, `hit` for the first places in it, and one `end`. To stop a search, close the connection',
    query: searchRunQuerySchema,
    answer: ['application/x-ndjson'],
    problems: [...RUN_READ, 'invalid_filter', 'invalid_expression', 'too_many_searches', ...DEFINED],
  }),
} as const satisfies Record<string, Operation>;
