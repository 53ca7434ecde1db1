import { z } from 'zod';

import { operation, type Operation } from '@/lib/api/http/operation';
import { DEFINED, ofRun, runNumber } from './operation-parts';
import { filterWordsQuerySchema, filterWordsSchema } from '@/lib/api/schemas/filter-words';
import {
  createViewSchema,
  renameViewSchema,
  savedViewSchema,
  viewListQuerySchema,
  viewListSchema,
} from '@/lib/api/schemas/view';

const viewOfRun = runNumber.extend({ view: z.uuid() });

/** Calls beside the lists of a run: words that their filter can name, and saved views of them. */
export const LIST_OPERATIONS = {
  listFilterWords: operation({
    ...ofRun,
    path: '/runs/{id}/filter-words',
    summary: 'Words of a run that a filter can name in a field: entities, question ids, terminations, splits, labels',
    query: filterWordsQuerySchema,
    answer: filterWordsSchema,
    problems: ['run_not_found', ...DEFINED],
  }),
  listViews: operation({
    ...ofRun,
    path: '/runs/{id}/views',
    summary: 'Saved views of a run by name: filter, sort and columns of a list',
    query: viewListQuerySchema,
    answer: viewListSchema,
    problems: ['run_not_found', ...DEFINED],
  }),
  createView: operation({
    ...ofRun,
    method: 'POST',
    path: '/runs/{id}/views',
    summary: 'Save filter, sort and columns of a list under a name',
    body: createViewSchema,
    status: 201,
    answer: savedViewSchema,
    problems: ['run_not_found', 'invalid_body', 'invalid_filter', 'payload_too_large', 'view_exists'],
  }),
  renameView: operation({
    ...ofRun,
    method: 'PATCH',
    path: '/runs/{id}/views/{view}',
    summary: 'Give a saved view another name',
    parameters: viewOfRun,
    body: renameViewSchema,
    answer: savedViewSchema,
    problems: ['run_not_found', 'view_not_found', 'view_exists', 'invalid_body', 'payload_too_large'],
  }),
  deleteView: operation({
    ...ofRun,
    method: 'DELETE',
    path: '/runs/{id}/views/{view}',
    summary: 'Remove a saved view',
    parameters: viewOfRun,
    status: 204,
    answer: null,
    problems: ['run_not_found', 'view_not_found'],
  }),
} as const satisfies Record<string, Operation>;
