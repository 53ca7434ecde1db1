import { z } from 'zod';

import { ENTITY_CLASSES, LIFT_GAPS } from '@/lib/core/entities/compare-entities';

import { countSchema, definitionsQueryShape, definitionsSchema, pageOf, pagingQueryShape } from './common';
import { sortValues } from './rollout';

const nullableNumber = z.number().nullable();

const shareSchema = z.strictObject({ found: countSchema, rollouts: countSchema });

/** One gold entity of a run; entities of several questions with one name (case and quotes folded) are one. */
export const runEntitySchema = z
  .strictObject({
    name: z.string(),
    entityClass: z.enum(ENTITY_CLASSES).meta({ description: 'What the rollouts say of it (README, "Entities").' }),
    questions: countSchema,
    questionList: z
      .array(
        z.strictObject({ questionNo: countSchema, questionId: z.string().nullable(), question: z.string().nullable() }),
      )
      .meta({ description: 'The first few of its questions.' }),
    all: shareSchema.meta({ description: 'Rollouts of its questions, and those that found it.' }),
    correct: shareSchema,
    wrong: shareSchema.meta({ description: 'Wrong without an error.' }),
    error: shareSchema,
    unknown: shareSchema,
    seen: countSchema.meta({ description: 'Rollouts in which an observation mentions it.' }),
    seenNotTakenUp: countSchema.meta({ description: 'Those of them in which no thought ever does.' }),
    medianFirstTurn: nullableNumber,
    lift: z
      .strictObject({
        value: nullableNumber,
        low: nullableNumber,
        high: nullableNumber,
        gap: z.enum(LIFT_GAPS).nullable(),
      })
      .meta({
        description:
          'P(found | correct) / P(found | wrong) within questions (Mantel-Haenszel), with its 95 % interval; gap says what is missing and why.',
      }),
    difference: z
      .strictObject({ value: nullableNumber, low: nullableNumber, high: nullableNumber })
      .meta({ description: 'P(found | correct) - P(found | wrong) within questions.' }),
    compared: z.strictObject({ questions: countSchema, right: countSchema, wrong: countSchema }),
    pValue: nullableNumber.meta({ description: 'Cochran-Mantel-Haenszel, two-sided, of this entity alone.' }),
    pValueHolm: nullableNumber.meta({ description: 'The same, adjusted for all entities tested.' }),
  })
  .meta({ id: 'RunEntity' });
export type RunEntity = z.infer<typeof runEntitySchema>;

/** `bottleneck` is the order of importance: bottlenecks first, the surest before the others. */
export const RUN_ENTITY_SORTS = [
  'bottleneck',
  'name',
  'correct',
  'wrong',
  'lift',
  'difference',
  'pValue',
  'seenNotTakenUp',
  'medianFirstTurn',
  'questions',
  'rollouts',
] as const;
export type RunEntitySort = (typeof RUN_ENTITY_SORTS)[number];

const selectionShape = {
  ...definitionsQueryShape,
  class: z.enum(ENTITY_CLASSES).optional().meta({ description: 'Only entities of this class.' }),
  name: z.string().max(200).default('').meta({ description: 'Only entities whose name contains this, case ignored.' }),
  sort: z.enum(sortValues(RUN_ENTITY_SORTS)).default('bottleneck'),
};
export const runEntityListQuerySchema = z.strictObject({ ...selectionShape, ...pagingQueryShape });
export const runEntityExportQuerySchema = z.strictObject(selectionShape);

export const runEntityListSchema = pageOf(runEntitySchema).extend({
  definitions: definitionsSchema,
  counts: z
    .strictObject({
      entities: countSchema,
      tested: countSchema,
      standing: countSchema.meta({ description: 'Bottlenecks whose adjusted p is below 0.05.' }),
      classes: z.record(z.enum(ENTITY_CLASSES), countSchema),
      rollouts: shareOfOutcomes(),
    })
    .meta({ description: 'Of the whole run, whatever is selected.' }),
});
export type RunEntityList = z.infer<typeof runEntityListSchema>;

function shareOfOutcomes() {
  return z.strictObject({ correct: countSchema, wrong: countSchema, error: countSchema, unknown: countSchema });
}
