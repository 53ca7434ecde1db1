import { z } from 'zod';

import { countSchema, dateTimeSchema, fractionSchema, pageOf, pagingQueryShape } from './common';
import { spanSchema } from './rollout';

export const IMPORT_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;

export const importIssueSchema = z.strictObject({ line: countSchema, code: z.string(), message: z.string() });

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
    runIds: z.array(z.int()),
    issues: z.strictObject({
      total: countSchema,
      byCode: z.record(z.string(), countSchema),
      first: z.array(importIssueSchema),
    }),
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
    .default(0.5)
    .meta({ description: 'Score from which a rollout counts as correct where the log has nothing better.' }),
  companion: z
    .union([z.uuid(), z.array(z.uuid())])
    .transform((ids) => [ids].flat())
    .pipe(z.array(z.uuid()))
    .default([])
    .meta({ description: 'Ids of small files uploaded before with POST /imports/companions; may be repeated.' }),
});
export const createdSchema = z.strictObject({ id: z.uuid() }).meta({ id: 'Created' });

export const companionQuerySchema = z.strictObject({ filename: filenameSchema });

export const cancelledSchema = z
  .strictObject({ id: z.uuid(), result: z.enum(['cancelled', 'requested', 'finished']) })
  .meta({ id: 'CancelResult' });

export const issuesQuerySchema = z.strictObject({ format: z.enum(['csv', 'jsonl']).default('csv') });

/** A rollout of a preview: what the head of a file holds, nothing stored. */
export const previewRolloutSchema = z.strictObject({
  line: countSchema,
  questionId: z.string().nullable(),
  question: z.string().nullable(),
  answers: z.array(z.string()),
  entities: z.array(z.string()).nullable(),
  step: z.int().nullable(),
  prediction: z.string().nullable(),
  correct: z.boolean().nullable(),
  termination: z.string().nullable(),
  turnList: z.array(z.strictObject({ turn: countSchema, spans: z.array(spanSchema.omit({ mentions: true })) })),
});

/** `POST /imports/preview`: what an import of this file would understand, from its first bytes. */
export const previewSchema = z
  .strictObject({
    path: z.string(),
    kind: z.enum(['rollouts', 'entities', 'companion', 'unknown']),
    format: z.string().nullable(),
    label: z.string().nullable(),
    confidence: z.enum(['certain', 'likely']).nullable(),
    why: z.string(),
    candidates: z.array(z.strictObject({ format: z.string(), label: z.string(), why: z.string() })),
    runName: z.string().nullable(),
    rolloutsRead: countSchema.meta({ description: 'Rollouts that the bytes at hand hold in full.' }),
    rollouts: z.array(previewRolloutSchema).meta({ description: 'The first of them, at most 3.' }),
    issues: z.array(importIssueSchema).meta({ description: 'Lines of the head that cannot be used, at most 20.' }),
    grouping: z
      .strictObject({
        by: z.enum(['group_id', 'question_and_step', 'question']),
        groups: countSchema,
        commonSize: countSchema,
        odd: countSchema,
      })
      .nullable(),
    correctnessRules: z.array(z.string()),
    entitySource: z.enum(['log', 'none']),
  })
  .meta({ id: 'Preview' });
export type FilePreview = z.infer<typeof previewSchema>;

export const previewQuerySchema = z.strictObject({
  filename: filenameSchema,
  complete: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: '`true` where the body is the whole file.' }),
});
