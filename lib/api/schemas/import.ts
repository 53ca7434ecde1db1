import { z } from 'zod';

import { countSchema, dateTimeSchema, fractionSchema, pageOf, pagingQueryShape } from './common';
import { groupingSchema, leftOutSchema } from './drop-preview';
import { importIssueSchema } from './import-issue';

export const IMPORT_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;

/** Lines that were not used: how many, by code, and the first 100 of them. */
export const importIssuesSchema = z.strictObject({
  total: countSchema,
  byCode: z.record(z.string(), countSchema),
  first: z.array(importIssueSchema),
});

export const noticeSchema = z.object({ code: z.string(), message: z.string() });

/** What an import made of one run; `report` of an import that succeeded holds these as `{runs, leftOut}`. */
export const runReportSchema = z.object({
  runId: z.int(),
  name: z.string(),
  format: z.string(),
  label: z.string(),
  files: countSchema,
  rollouts: countSchema,
  grouping: groupingSchema.extend({ singletons: countSchema }),
  correctness: z.record(z.string(), countSchema),
  thoughts: z.object({ rule: z.enum(['marked', 'assistant_text']), sources: z.record(z.string(), countSchema) }),
  terminations: z.record(z.string(), countSchema),
  entities: z.object({
    questions: countSchema,
    fromEntitySet: countSchema,
    fromLog: countSchema,
    without: countSchema,
  }),
  skipped: z.record(z.string(), countSchema),
  notices: z.array(noticeSchema),
});
export const importReportSchema = z.object({
  runs: z.array(runReportSchema),
  leftOut: z.object({ total: countSchema, first: z.array(leftOutSchema) }),
});
export type ImportReportDocument = z.infer<typeof importReportSchema>;

/** `GET /imports/{id}`. */
export const importSchema = z
  .strictObject({
    id: z.uuid(),
    status: z.enum(IMPORT_STATUSES),
    filename: z.string(),
    runName: z.string().nullable(),
    format: z.string().nullable(),
    bytesTotal: countSchema,
    bytesRead: countSchema,
    rollouts: countSchema,
    phase: z
      .enum(['waiting', 'opening', 'reading', 'storing', 'ended'])
      .meta({ description: '`opening`: archives are opened and files looked at; bytesRead counts while `reading`.' }),
    runIds: z.array(z.int()),
    issues: importIssuesSchema,
    report: z.json().nullable(),
    error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
    cancelRequested: z.boolean(),
    createdAt: dateTimeSchema,
    startedAt: dateTimeSchema.nullable(),
    finishedAt: dateTimeSchema.nullable(),
  })
  .meta({ id: 'Import' });
export type ImportStatusReport = z.infer<typeof importSchema>;

export const importListQuerySchema = z.strictObject(pagingQueryShape);
export const importListSchema = pageOf(importSchema);

const filenameSchema = z
  .string()
  .min(1)
  .max(500)
  .meta({ description: 'Name of the file; a relative path is kept, folders separated by `/`.' });

export const createImportQuerySchema = z.strictObject({
  filename: filenameSchema,
  run: z.string().trim().min(1).max(200).optional().meta({ description: 'Name of the run; default from the log.' }),
  format: z.string().max(60).optional().meta({ description: 'Id of the format; detected where it is absent.' }),
  scoreThreshold: z
    .string()
    .regex(/^\d*\.?\d+$/, 'expected a decimal number')
    .transform(Number)
    .pipe(fractionSchema)
    .optional()
    .meta({ description: 'Score from which a rollout counts as correct where the log has nothing better.' }),
});
export const createdSchema = z.strictObject({ id: z.uuid() }).meta({ id: 'Created' });

export const cancelledSchema = z
  .strictObject({ id: z.uuid(), result: z.enum(['cancelled', 'requested', 'finished']) })
  .meta({ id: 'CancelResult' });

export const issuesQuerySchema = z.strictObject({ format: z.enum(['csv', 'jsonl']).default('csv') });

export const previewQuerySchema = z.strictObject({
  filename: filenameSchema.optional().meta({ description: 'Name of the file where the body is the beginning of one.' }),
  complete: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: '`true` where the body is the whole file.' }),
});
