import { operation, type Operation } from '@/lib/api/http/operation';
import {
  annotatedRolloutSchema,
  annotationSchema,
  labelListSchema,
  patchLabelsSchema,
  putLabelsSchema,
  putNoteSchema,
} from '@/lib/api/schemas/annotation';
import { definitionsQuerySchema } from '@/lib/api/schemas/common';
import {
  runEntityExportQuerySchema,
  runEntityListQuerySchema,
  runEntityListSchema,
} from '@/lib/api/schemas/run-entity';

import { rolloutNumber, RUN_READ, LIST, DEFINED, ofRun } from './operation-parts';

/** Calls about what readers of a run ask of its entities, and what they write on its rollouts. */
export const ANNOTATION_OPERATIONS = {
  listRunEntities: operation({
    ...ofRun,
    path: '/runs/{id}/entities',
    summary: 'Gold entities of a run: how often right and wrong rollouts found each, bottlenecks first',
    query: runEntityListQuerySchema,
    answer: runEntityListSchema,
    problems: [...RUN_READ, ...LIST],
  }),
  exportRunEntities: operation({
    ...ofRun,
    path: '/runs/{id}/entities/export',
    summary: 'The same as a CSV file, all of it',
    query: runEntityExportQuerySchema,
    answer: ['text/csv'],
    problems: [...RUN_READ, ...DEFINED],
  }),
  readAnnotations: operation({
    ...ofRun,
    path: '/runs/{id}/rollouts/{n}/annotations',
    summary: 'Labels and note of a rollout, and signals that speak for the offered labels',
    parameters: rolloutNumber,
    query: definitionsQuerySchema,
    answer: annotatedRolloutSchema,
    problems: ['run_not_found', 'rollout_not_found', ...DEFINED],
  }),
  putLabels: operation({
    ...ofRun,
    method: 'PUT',
    path: '/runs/{id}/rollouts/{n}/labels',
    summary: 'Make these the labels of a rollout',
    parameters: rolloutNumber,
    body: putLabelsSchema,
    answer: annotationSchema,
    problems: ['run_not_found', 'rollout_not_found', 'invalid_body', 'payload_too_large'],
  }),
  patchLabels: operation({
    ...ofRun,
    method: 'PATCH',
    path: '/runs/{id}/rollouts/{n}/labels',
    summary: 'Add labels to a rollout and take others off; all others stay',
    parameters: rolloutNumber,
    body: patchLabelsSchema,
    answer: annotationSchema,
    problems: ['run_not_found', 'rollout_not_found', 'invalid_body', 'payload_too_large'],
  }),
  putNote: operation({
    ...ofRun,
    method: 'PUT',
    path: '/runs/{id}/rollouts/{n}/note',
    summary: 'Write the note of a rollout; with basedOn, only over the note that was read',
    parameters: rolloutNumber,
    body: putNoteSchema,
    answer: annotationSchema,
    problems: ['run_not_found', 'rollout_not_found', 'note_changed', 'invalid_body', 'payload_too_large'],
  }),
  listLabels: operation({
    ...ofRun,
    path: '/runs/{id}/labels',
    summary: 'Labels of a run, with the rollouts that carry each',
    answer: labelListSchema,
    problems: ['run_not_found'],
  }),
} as const satisfies Record<string, Operation>;
