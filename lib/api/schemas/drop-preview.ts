import { z } from 'zod';

import { MAPPED_FIELDS } from '@/lib/import/mapping/column-mapping';
import { GROUPINGS, importSettingsSchema, runSettingsSchema } from '@/lib/import/settings/import-settings';

import { countSchema } from './common';
import { importIssueSchema } from './import-issue';
import { previewRolloutSchema } from './preview-rollout';

/** How many rollouts of a run are shown in full, how many issues, rows of a table, and files by name. */
export const PREVIEW_ROLLOUTS = 3;
export const PREVIEW_ISSUES = 20;
export const PREVIEW_ROWS = 5;
export const PREVIEW_FILES = 200;

const countsSchema = z.record(z.string(), countSchema);

export const groupingSchema = z.strictObject({
  by: z.enum(['group_id', 'question', 'group_id_or_question', 'file', 'none']),
  field: z.string().nullable().meta({ description: 'What the log calls its group id, e.g. `uid`.' }),
  withinStep: z.boolean(),
  groups: countSchema,
  size: countSchema.meta({ description: 'The commonest number of rollouts in a group.' }),
  odd: countSchema.meta({ description: 'Groups of another size.' }),
});

/** A column of the records, for the choice of a column by hand. */
export const columnSchema = z.strictObject({
  path: z.string(),
  kind: z.string().meta({ description: 'string, number, boolean, list, object, or several joined by `|`.' }),
  example: z.string().meta({ description: 'A value, cut to 80 characters.' }),
});

export const previewRunSchema = z
  .strictObject({
    key: z.string().meta({ description: 'Names the run in settings.' }),
    name: z.string(),
    format: z.string().nullable().meta({ description: 'Null for a table of no known format without a mapping.' }),
    label: z.string(),
    why: z.string().meta({ description: 'What in the files told their format.' }),
    files: z.strictObject({
      total: countSchema,
      bytes: countSchema,
      first: z.array(
        z.strictObject({ path: z.string(), bytes: countSchema, step: z.int().nullable(), rollout: z.int().nullable() }),
      ),
    }),
    companions: z.array(z.string()),
    complete: z.boolean().meta({ description: 'False where the numbers are of the beginnings of larger files.' }),
    rolloutsRead: countSchema,
    rollouts: z.array(previewRolloutSchema),
    rows: z.array(z.record(z.string(), z.string())).meta({
      description: 'The first records as column -> value cut to 200 characters, for a table of no known format.',
    }),
    issues: z.array(importIssueSchema),
    grouping: groupingSchema.nullable(),
    correctness: countsSchema.meta({ description: 'Rollouts by what decides their correctness.' }),
    outcomes: z.strictObject({ correct: countSchema, wrong: countSchema, undecided: countSchema }),
    thoughts: countsSchema.meta({ description: 'Rollouts by where their thoughts come from.' }),
    entities: z.strictObject({
      questions: countSchema.meta({ description: 'Distinct questions among the rollouts read.' }),
      fromLog: countSchema,
      fromStoredSets: countSchema,
      fromDroppedSets: countSchema,
      without: countSchema,
    }),
    columns: z.array(columnSchema),
    suggestedMapping: z.partialRecord(z.enum(MAPPED_FIELDS), z.string()),
    notices: z.array(z.strictObject({ code: z.string(), message: z.string() })),
    settings: runSettingsSchema.meta({ description: 'The settings in force.' }),
    shape: z.string().meta({ description: 'Names the shape of the records; settings are remembered by it.' }),
    remembered: z
      .boolean()
      .meta({ description: 'True where settings were taken over from an earlier import of that shape.' }),
    existing: z
      .strictObject({ runId: z.int(), name: z.string(), exact: z.boolean() })
      .nullable()
      .meta({ description: 'A run whose files have the same sizes and beginnings.' }),
  })
  .meta({ id: 'PreviewRun' });
export type PreviewRun = z.infer<typeof previewRunSchema>;

export const previewEntitySetSchema = z.strictObject({
  path: z.string(),
  format: z.string(),
  why: z.string(),
  questionsRead: countSchema,
  complete: z.boolean(),
  joined: countSchema.meta({ description: 'Questions of the runs of this preview that this set covers.' }),
  questions: z.array(
    z.strictObject({
      questionId: z.string().nullable(),
      question: z.string().nullable(),
      entities: z.array(z.string()),
    }),
  ),
  issues: z.array(importIssueSchema),
});

/** A file that makes no run. */
export const leftOutSchema = z.strictObject({
  path: z.string(),
  kind: z.enum(['companion', 'superseded', 'excluded', 'entities', 'questions', 'refused', 'later']).meta({
    description: '`later`: only the whole file tells what it is; it is looked at when the import begins.',
  }),
  code: z.string().nullable(),
  why: z.string(),
});

/** `POST /imports/preview`: what an import of these files would make of them. Nothing is stored. */
export const dropPreviewSchema = z
  .strictObject({
    runs: z.array(previewRunSchema),
    entitySets: z.array(previewEntitySetSchema),
    leftOut: z.strictObject({ total: countSchema, first: z.array(leftOutSchema) }),
    formats: z.array(z.strictObject({ id: z.string(), label: z.string() })),
    groupings: z.array(z.enum(GROUPINGS)),
  })
  .meta({ id: 'DropPreview' });
export type DropPreview = z.infer<typeof dropPreviewSchema>;

/** The first entry of the tar that a preview is asked with, `nearmiss.json`: every file of the drop, and the settings. */
export const previewManifestSchema = z.strictObject({
  files: z.array(z.strictObject({ path: z.string().min(1).max(1000), bytes: countSchema })).max(200_000),
  settings: importSettingsSchema.default({}),
});
export type PreviewManifest = z.infer<typeof previewManifestSchema>;
export const PREVIEW_MANIFEST_NAME = 'nearmiss.json';

/** What a caller of the same machine may ask for by path (header `x-nearmiss-token`). */
export const pathsSchema = z.array(z.string().min(1).max(4000)).min(1).max(10_000);

/** `POST /imports/preview` as JSON: files of this machine. */
export const pathsPreviewSchema = z.strictObject({ paths: pathsSchema, settings: importSettingsSchema.default({}) });

/** `POST /imports/start`: imports an upload that is complete, or files of this machine. */
export const startImportSchema = z.strictObject({
  source: z.union([z.strictObject({ upload: z.uuid() }), z.strictObject({ paths: pathsSchema })]),
  /** How the import is called in lists; default: the name of the upload. */
  name: z.string().min(1).max(500).optional(),
  settings: importSettingsSchema.default({}),
});
