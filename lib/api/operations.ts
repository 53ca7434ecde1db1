import { z } from 'zod';

import { operation, type Operation } from './http/operation';
import { besideQuerySchema, besideSchema, partnersQuerySchema, partnersSchema } from './schemas/beside';
import { READER_OPERATIONS } from './reader-operations';
import { READING_OPERATIONS } from './reading-operations';
import { LIST_OPERATIONS } from './list-operations';
import { DEFINED, LARGEST_NUMBER, LIST, ofRun, plain, RUN_READ, runNumber } from './operation-parts';
import { definitionsQuerySchema, integerParameter } from './schemas/common';
import {
  createEntitySetQuerySchema,
  entitySetCreatedSchema,
  entitySetListQuerySchema,
  entitySetListSchema,
  unjoinedListSchema,
} from './schemas/entity-set';
import { dropPreviewSchema, startImportSchema } from './schemas/drop-preview';
import { exportQuerySchema } from './schemas/export';
import { groupDetailSchema, groupListQuerySchema, groupListSchema } from './schemas/group';
import { healthSchema } from './schemas/health';
import {
  cancelledSchema,
  createdSchema,
  createImportQuerySchema,
  importListQuerySchema,
  importListSchema,
  importSchema,
  issuesQuerySchema,
  previewQuerySchema,
} from './schemas/import';
import {
  groupStepsQuerySchema,
  groupStepsSchema,
  otherRunsQuerySchema,
  otherRunsSchema,
} from './schemas/related-group';
import { questionListQuerySchema, questionListSchema } from './schemas/question';
import {
  canonicalRecordSchema,
  rolloutDetailSchema,
  rolloutListQuerySchema,
  rolloutListSchema,
} from './schemas/rollout';
import { renameRunSchema, runDetailSchema, runListQuerySchema, runListSchema } from './schemas/run';
import { searchRunQuerySchema } from './schemas/search';
import { runSummarySchema } from './schemas/summary';
import { uploadListSchema } from './schemas/upload';

const uuid = z.strictObject({ id: z.uuid() });
const rolloutNumber = runNumber.extend({ n: integerParameter(1, LARGEST_NUMBER) });
const groupNumber = runNumber.extend({ group: integerParameter(0, LARGEST_NUMBER) });

/** Every call of the API: what routes check and what the OpenAPI document says are the same objects. */
export const OPERATIONS = {
  readHealth: operation({
    ...plain,
    path: '/health',
    summary: 'Whether the server and its database answer',
    answer: healthSchema,
    problems: [],
  }),
  listImports: operation({
    ...plain,
    path: '/imports',
    summary: 'Imports, newest first',
    query: importListQuerySchema,
    answer: importListSchema,
    problems: LIST,
  }),
  createImport: operation({
    ...plain,
    method: 'POST',
    path: '/imports',
    summary: 'Upload a rollout log, or an archive of logs, of any size; it is stored by a job',
    query: createImportQuerySchema,
    body: 'bytes',
    status: 202,
    answer: createdSchema,
    problems: [...DEFINED, 'empty_upload', 'upload_aborted', 'disk_full'],
  }),
  previewImport: operation({
    ...plain,
    method: 'POST',
    path: '/imports/preview',
    summary:
      'What an import of files would make of them; stores nothing. The body is a tar of their beginnings whose first member nearmiss.json is a PreviewManifest, or the beginning of one file named by `filename`, or JSON {paths, settings} with the header x-nearmiss-token',
    query: previewQuerySchema,
    body: 'bytes',
    answer: dropPreviewSchema,
    problems: [
      ...DEFINED,
      'invalid_body',
      'empty_upload',
      'payload_too_large',
      'local_token_required',
      'path_not_found',
      'too_slow',
    ],
  }),
  startImport: operation({
    ...plain,
    method: 'POST',
    path: '/imports/start',
    summary: 'Import an upload that is complete, or files of this machine (with the header x-nearmiss-token)',
    body: startImportSchema,
    status: 202,
    answer: createdSchema,
    problems: ['invalid_body', 'upload_not_found', 'upload_incomplete', 'local_token_required', 'path_not_found'],
  }),
  readImport: operation({
    ...plain,
    path: '/imports/{id}',
    summary: 'Progress and report of an import',
    parameters: uuid,
    answer: importSchema,
    problems: ['import_not_found'],
  }),
  cancelImport: operation({
    ...plain,
    method: 'DELETE',
    path: '/imports/{id}',
    summary: 'Cancel an import; nothing of it stays',
    parameters: uuid,
    answer: cancelledSchema,
    problems: ['import_not_found'],
  }),
  downloadIssues: operation({
    ...plain,
    path: '/imports/{id}/issues',
    summary: 'Every line of an upload that was not used',
    parameters: uuid,
    query: issuesQuerySchema,
    answer: ['text/csv', 'application/jsonl'],
    problems: ['import_not_found', ...DEFINED],
  }),
  listUploads: operation({
    ...plain,
    path: '/uploads',
    summary: 'Uploads that no import has taken yet, with the bytes that are here',
    answer: uploadListSchema,
    problems: [],
  }),
  createUpload: operation({
    ...plain,
    method: 'POST',
    path: '/uploads',
    summary:
      'Begin a resumable upload (tus 1.0: headers Tus-Resumable, Upload-Length and Upload-Metadata with filename); the answer is its address in Location',
    status: 201,
    answer: null,
    problems: ['invalid_upload', 'empty_upload', 'disk_full'],
  }),
  continueUpload: operation({
    ...plain,
    method: 'PATCH',
    path: '/uploads/{id}',
    summary:
      'Send more bytes of an upload (tus 1.0: header Upload-Offset, content type application/offset+octet-stream); HEAD of the same address tells how many are here',
    parameters: uuid,
    body: 'bytes',
    status: 204,
    answer: null,
    problems: [
      'upload_not_found',
      'upload_conflict',
      'upload_busy',
      'invalid_upload',
      'payload_too_large',
      'disk_full',
    ],
  }),
  deleteUpload: operation({
    ...plain,
    method: 'DELETE',
    path: '/uploads/{id}',
    summary: 'Remove an upload (tus 1.0)',
    parameters: uuid,
    status: 204,
    answer: null,
    problems: ['upload_not_found', 'upload_busy'],
  }),
  listEntitySets: operation({
    ...plain,
    path: '/entity-sets',
    summary: 'Uploaded sets of gold entities, newest first',
    query: entitySetListQuerySchema,
    answer: entitySetListSchema,
    problems: LIST,
  }),
  createEntitySet: operation({
    ...plain,
    method: 'POST',
    path: '/entity-sets',
    summary: 'Upload gold entities; the runs they touch are computed again',
    query: createEntitySetQuerySchema,
    body: 'bytes',
    answer: entitySetCreatedSchema,
    problems: [...DEFINED, 'empty_upload', 'upload_aborted', 'entities_unreadable', 'disk_full'],
  }),
  deleteEntitySet: operation({
    ...plain,
    method: 'DELETE',
    path: '/entity-sets/{id}',
    summary: 'Remove a set of gold entities; the runs it touches are computed again',
    parameters: uuid,
    status: 204,
    answer: null,
    problems: ['entity_set_not_found'],
  }),
  listUnjoinedQuestions: operation({
    ...plain,
    path: '/entity-sets/{id}/unjoined',
    summary: 'Questions of a set that no run asks',
    parameters: uuid,
    query: entitySetListQuerySchema,
    answer: unjoinedListSchema,
    problems: ['entity_set_not_found', ...LIST],
  }),
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
  readRollout: operation({
    ...ofRun,
    path: '/runs/{id}/rollouts/{n}',
    summary: 'One rollout with its turns and the mentions of entities',
    parameters: rolloutNumber,
    query: definitionsQuerySchema,
    answer: rolloutDetailSchema,
    problems: [...RUN_READ, 'rollout_not_found', ...DEFINED],
  }),
  readRolloutRecord: operation({
    ...ofRun,
    path: '/runs/{id}/rollouts/{n}/record',
    summary: 'One rollout as a canonical record',
    parameters: rolloutNumber,
    answer: canonicalRecordSchema,
    problems: ['run_not_found', 'rollout_not_found'],
  }),
  readBeside: operation({
    ...plain,
    path: '/beside',
    summary:
      'Two rollouts of one question, their turns aligned by what they asked, where they went and what they found',
    query: besideQuerySchema,
    answer: besideSchema,
    problems: [...RUN_READ, 'rollout_not_found', 'different_questions', ...DEFINED],
  }),
  readPartners: operation({
    ...plain,
    path: '/beside/partners',
    summary:
      'Rollouts of the same question that a rollout can be put beside: of its group, of other steps, of other runs',
    query: partnersQuerySchema,
    answer: partnersSchema,
    problems: [...RUN_READ, 'rollout_not_found', ...DEFINED],
  }),
  ...READER_OPERATIONS,
  ...READING_OPERATIONS,
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
  ...LIST_OPERATIONS,
} as const satisfies Record<string, Operation>;
