import { z } from 'zod';

import { countSchema, dateTimeSchema, jsonObjectSchema, pageOf, pagingQueryShape } from './common';
import { noticeSchema, runReportSchema } from './import';
import { runSummarySchema, storedMeansSchema } from './summary';

const runShape = {
  id: z.int(),
  name: z.string(),
  format: z.string(),
  formatLabel: z.string().meta({ description: 'What users call the format.' }),
  importId: z.string().nullable(),
  rollouts: countSchema,
  groups: countSchema,
  questions: countSchema,
  createdAt: dateTimeSchema,
  committedAt: dateTimeSchema,
  metricsVersion: countSchema.meta({ description: 'Version of the stored numbers; 0 while they are being computed.' }),
};

/** Points of a run list's small chart; at most 60, evenly spread over the steps. */
export const sparklinePointSchema = z.strictObject({
  step: z.int(),
  accuracy: z.number().nullable(),
  matchRate: z.number().nullable(),
  toolCalls: z.number().nullable(),
});

/** A run in the list: its stored summary without the long series. */
export const runListItemSchema = z
  .strictObject({
    ...runShape,
    summary: runSummarySchema
      .omit({ bySteps: true, toolCalls: true })
      .extend({ toolCalls: runSummarySchema.shape.toolCalls.omit({ histogram: true }) })
      .nullable()
      .meta({ description: 'Under the default definitions; null while it is being computed.' }),
    means: storedMeansSchema
      .nullable()
      .meta({ description: 'Mean match rate and tool calls with 95 % intervals over questions.' }),
    steps: countSchema.meta({ description: 'Training steps the run has; 0 where its log names none.' }),
    sparkline: z.array(sparklinePointSchema),
  })
  .meta({ id: 'RunListItem' });
export type RunListItem = z.infer<typeof runListItemSchema>;

/** One run with what its log and its import say of it. */
export const runDetailSchema = z
  .strictObject({
    ...runShape,
    metadata: jsonObjectSchema,
    thoughtRule: z.string(),
    scoreThreshold: z.number(),
    filename: z.string().nullable().meta({ description: 'The uploaded file; null where its import was removed.' }),
    report: runReportSchema.nullable().meta({ description: 'What the import understood; null where it is not kept.' }),
    notices: z
      .array(noticeSchema)
      .meta({ description: 'What a reader must know of the log: what its format leaves out by design.' }),
    files: z
      .strictObject({ total: countSchema, first: z.array(z.string()) })
      .meta({ description: 'Paths of the files the run was read from.' }),
    issuesTotal: countSchema,
    questionsWithEntities: countSchema,
    questionsWithWarnings: countSchema,
    questionsWithoutEntities: countSchema,
  })
  .meta({ id: 'Run' });
export type RunDetail = z.infer<typeof runDetailSchema>;

export const runListQuerySchema = z.strictObject(pagingQueryShape);
export const runListSchema = pageOf(runListItemSchema);

export const renameRunSchema = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .regex(/^[^\0]*$/, 'expected no NUL character'),
  })
  .meta({ id: 'RenameRun' });
