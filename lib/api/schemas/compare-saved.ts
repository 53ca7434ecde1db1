import { z } from 'zod';

import {
  parseSmoothing,
  SAVED_PAGES,
  TRAINING_AXES,
  TRAINING_BANDS,
  VALUE_AXIS_STARTS,
  type SavedPage,
  type VIEW_PARAMETERS,
} from '@/lib/core/compare-runs/compare-views';
import { COMPARED_OVER } from '@/lib/core/compare-runs/compared-over';
import { METRIC_IDS } from '@/lib/core/compare-runs/compared-metrics';
import { parseMoved } from '@/lib/core/compare-runs/moved-choice';
import { QUESTION_ORDERS } from '@/lib/core/compare-runs/question-orders';
import { PANEL_TEXTS } from '@/lib/core/compare-runs/shape-panels';
import { MOST_SIDES, parseSideNames } from '@/lib/core/compare-runs/side-name';
import { STEP_REWARDS } from '@/lib/core/shape/reward-at-step';

import { dateTimeSchema, definitionsQueryShape, integerParameter } from './common';
import { ENTITY_GAIN_CLASSES, ENTITY_GAIN_SORTS } from './compare-entities';
import { sortValues } from './rollout';

const LONGEST_NAME = 100;
const LONGEST_QUERY = 2000;
const LONGEST_TEXT = 1000;
const comparisonNameSchema = z
  .string()
  .trim()
  .min(1, 'expected a name')
  .max(LONGEST_NAME, `a name has at most ${LONGEST_NAME} characters`)
  .refine((name) => !name.includes('\0'), 'a name holds no NUL character');

/** Names of metrics with commas between them, each once. */
function isMetricList(text: string): boolean {
  const ids = text.split(',');
  return ids.every((id) => METRIC_IDS.some((known) => known === id)) && new Set(ids).size === ids.length;
}

const sharedShape = {
  ...definitionsQueryShape,
  runs: z
    .string()
    .refine(
      (text) => (parseSideNames(text)?.length ?? 0) >= 2,
      'expected two to ten different sides such as 12,13@10..20,14@last',
    ),
  baseline: integerParameter(0, MOST_SIDES - 1).optional(),
  k: integerParameter(1, 1000).optional(),
  split: z.string().max(400).optional(),
  metrics: z.string().refine(isMetricList, 'expected metrics with commas between them').optional(),
  metric: z.enum(METRIC_IDS).optional(),
};

const positionSchema = integerParameter(0, MOST_SIDES - 1).optional();
const textSchema = z.string().max(LONGEST_TEXT).optional();

/** The parameters of each page besides; `VIEW_PARAMETERS` names them. */
const VIEW_SHAPES = {
  differences: { details: z.literal('1').optional() },
  questions: {
    against: positionSchema,
    moved: z
      .string()
      .refine((text) => parseMoved(text) !== null, 'expected moves such as near_miss>correct, kept or otherwise')
      .optional(),
    sort: z.enum(QUESTION_ORDERS).optional(),
    q: textSchema,
  },
  entities: {
    against: positionSchema,
    class: z.enum(ENTITY_GAIN_CLASSES).optional(),
    name: textSchema,
    sort: z.enum(sortValues(ENTITY_GAIN_SORTS)).optional(),
  },
  training: {
    over: z.enum(COMPARED_OVER).optional(),
    reward: z.enum(STEP_REWARDS).optional(),
    x: z.enum(TRAINING_AXES).optional(),
    smooth: z
      .string()
      .refine((text) => parseSmoothing(text) !== null, 'expected a weight from 0 to 0.99')
      .optional(),
    bands: z.enum(TRAINING_BANDS).optional(),
    y: z.enum(VALUE_AXIS_STARTS).optional(),
  },
  panels: {
    over: z.enum(COMPARED_OVER).optional(),
    against: z.enum(PANEL_TEXTS).exclude(['thoughts']).optional(),
  },
} as const satisfies {
  readonly [Page in keyof typeof VIEW_PARAMETERS]: Record<(typeof VIEW_PARAMETERS)[Page][number], z.ZodType>;
};

/** Names the page of the view: absent for the differences, where comparisons saved without a page open too. */
export const savedPageSchema = z.object({ page: z.enum(SAVED_PAGES).optional() });

/**
 * What a saved comparison remembers: the parameters of its address.
 *
 * @param page undefined for the page of differences
 */
export function savedQuerySchemaOf(page: SavedPage | undefined) {
  return z.strictObject({ ...sharedShape, ...savedPageSchema.shape, ...VIEW_SHAPES[page ?? 'differences'] });
}

/** A comparison as somebody wants to find it again. */
export const savedComparisonSchema = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    query: z.string().meta({
      description:
        'Parameters of its address; `page` names the page /compare/{page} of the view, which is /compare where it is absent.',
    }),
    sides: z
      .array(
        z.strictObject({
          name: z.string(),
          runId: z.int(),
          runName: z.string().nullable(),
          isChanged: z.boolean().nullable().meta({
            description:
              'Whether the stored numbers of the run were replaced since (other gold entities, another version of the metrics); null where that is not known.',
          }),
        }),
      )
      .meta({ description: 'Its sides; runName is null where the run is gone.' }),
    createdAt: dateTimeSchema.meta({ description: 'When it was saved; anew where it was replaced.' }),
  })
  .meta({ id: 'SavedComparison' });
export type SavedComparisonItem = z.infer<typeof savedComparisonSchema>;

export const savedComparisonListSchema = z.strictObject({ items: z.array(savedComparisonSchema) });

export const createComparisonSchema = z.strictObject({
  name: comparisonNameSchema,
  query: z.string().max(LONGEST_QUERY, `a query has at most ${LONGEST_QUERY} characters`),
  replace: z.boolean().default(false).meta({ description: 'Write over the comparison of that name, if there is one.' }),
});
export type CreateComparison = z.output<typeof createComparisonSchema>;
export const renameComparisonSchema = z.strictObject({ name: comparisonNameSchema });
