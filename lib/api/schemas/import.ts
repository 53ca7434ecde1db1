import { z } from 'zod';

import { countSchema, dateTimeSchema, fractionSchema, pageOf, pagingQueryShape } from './common';
import { spanSchema } from './rollout';

export const IMPORT_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;

export const importIssueSchema = z.strictObject({ line: countSchema, code: z.string(), message: z.string() });

/** Lines that were not used: how many, by code, and the first 100 of them. */
export const importIssuesSchema = z.strictObject({
  total: countSchema,
  byCode: z.record(z.string(), countSchema),
  first: z.array(importIssueSchema),
});

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

/** How many rollouts of a preview are shown in full, and how many issues. */
export const PREVIEW_ROLLOUTS = 3;
export const PREVIEW_ISSUES = 20;

/** `POST /imports/preview`: what an import of this file would understand, from its first bytes. */
export const previewSchema = z
  .strictObject({
    path: z.string(),
    kind: z.enum(['rollouts', 'entities', 'companion', 'refused']),
    format: z.string().nullable(),
    label: z.string().nullable(),
    why: z.string().meta({ description: 'What in the file told its format, or why it is refused.' }),
    refusal: z.string().nullable().meta({ description: 'Code of the reason where the file cannot be used.' }),
    runName: z.string().nullable(),
    complete: z.boolean().meta({ description: 'False where the numbers are of the head of a larger file.' }),
    rolloutsRead: countSchema,
    rollouts: z.array(previewRolloutSchema),
    questions: z
      .array(
        z.strictObject({
          questionId: z.string().nullable(),
          question: z.string().nullable(),
          entities: z.array(z.string()),
        }),
      )
      .meta({ description: 'First questions of a set of gold entities.' }),
    issues: z.array(importIssueSchema).meta({ description: 'First lines that cannot be used.' }),
    grouping: z
      .strictObject({
        by: z.enum(['group_id', 'question', 'group_id_or_question']),
        withinStep: z.boolean(),
        groups: countSchema,
        size: countSchema.meta({ description: 'The commonest number of rollouts in a group.' }),
        odd: countSchema.meta({ description: 'Groups of another size.' }),
      })
      .nullable(),
    correctness: z.record(z.string(), countSchema).meta({ description: 'Rollouts by what decides their correctness.' }),
    withEntities: countSchema.meta({ description: 'Rollouts whose own line brings gold entities.' }),
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
