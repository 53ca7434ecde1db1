import { z } from 'zod';
import { MAPPED_FIELDS } from '@/lib/import/mapping/column-mapping';

/** What makes rollouts a group. `detected`: the log's own group id, else question and step. */
export const GROUPINGS = ['detected', 'question_id', 'question_text', 'file', 'none'] as const;
export type Grouping = (typeof GROUPINGS)[number];

const columnSchema = z.string().min(1).max(300);

/** Which column of a table is what; dots reach into objects. */
export const columnMappingSchema = z.partialRecord(z.enum(MAPPED_FIELDS), columnSchema);

/** What a user may set of one run before it is imported. Absent: as detected. */
export const runSettingsSchema = z.strictObject({
  name: z.string().trim().min(1).max(200).optional().meta({ description: 'Name of the run.' }),
  format: z.string().max(60).optional().meta({ description: 'Id of the format.' }),
  grouping: z.enum(GROUPINGS).optional(),
  thoughts: z.enum(['detected', 'marked', 'assistant_text']).optional().meta({
    description: '`marked`: only marked thoughts count; `assistant_text`: what the assistant writes outside tags, too.',
  }),
  scoreThreshold: z.number().optional().meta({ description: 'Score from which a rollout counts as correct.' }),
  correctColumn: columnSchema.optional().meta({ description: 'Column that decides correctness instead.' }),
  entitiesColumn: columnSchema.optional().meta({ description: 'Column that holds the gold entities.' }),
  mapping: columnMappingSchema.optional().meta({ description: 'Columns of a table of no known format.' }),
  skip: z.boolean().optional().meta({ description: 'True leaves the run out.' }),
});
export type RunSettings = z.infer<typeof runSettingsSchema>;

/** What a user may set of a drop. */
export const importSettingsSchema = z.strictObject({
  files: z.enum(['detected', 'one_run', 'run_per_file']).optional().meta({
    description: 'Which files make a run: as format and paths say, all of one format, or each file one.',
  }),
  exclude: z.array(z.string().max(1000)).max(100_000).optional().meta({ description: 'Paths that are left out.' }),
  all: runSettingsSchema.optional().meta({ description: 'Settings of every run.' }),
  runs: z.record(z.string().max(1000), runSettingsSchema).optional().meta({
    description: 'Settings by the key of the run, as the preview gave it; they win over `all`.',
  }),
});
export type ImportSettings = z.infer<typeof importSettingsSchema>;

export const DEFAULT_SCORE_THRESHOLD = 0.5;

/** The settings in force for one run. */
export function settingsOfRun(settings: ImportSettings, key: string): RunSettings {
  const own = settings.runs !== undefined && Object.hasOwn(settings.runs, key) ? settings.runs[key] : undefined;
  return { ...settings.all, ...own };
}
