import { z } from 'zod';

import { countSchema, definitionsQueryShape, definitionsSchema, pageOf, pagingQueryShape } from './common';
import { entityFirstTurnsSchema, entityWarningSchema, groupMemberSchema, sortValues } from './rollout';

const nullableNumber = z.number().nullable();

/** What the outcome reward sees of a group; a group of one has no signal class of its own. */
export const GROUP_CLASSES = ['singleton', 'all_correct', 'all_wrong', 'mixed'] as const;

export const groupItemSchema = z
  .strictObject({
    group: countSchema,
    questionId: z.string().nullable(),
    question: z.string().nullable(),
    step: z.int().nullable(),
    groupKey: z.string().nullable(),
    size: countSchema,
    entities: countSchema,
    class: z.enum(GROUP_CLASSES),
    correct: countSchema,
    nearMiss: countSchema,
    otherWrong: countSchema,
    error: countSchema,
    unknown: countSchema,
    matchRateMean: nullableNumber,
    matchRateMax: nullableNumber,
    zeroAdvantageGrpo: z.boolean().nullable(),
    zeroAdvantageEGrpo: z.boolean().nullable(),
    revived: z.boolean().nullable().meta({ description: 'No advantage under GRPO, some under E-GRPO.' }),
  })
  .meta({ id: 'GroupItem' });
export type GroupItem = z.infer<typeof groupItemSchema>;

export const GROUP_SORTS = [
  'group',
  'question',
  'step',
  'size',
  'correct',
  'nearMiss',
  'error',
  'matchRateMean',
  'matchRateMax',
] as const;
export type GroupSort = (typeof GROUP_SORTS)[number];

export const groupListQuerySchema = z.strictObject({
  ...definitionsQueryShape,
  ...pagingQueryShape,
  sort: z.enum(sortValues(GROUP_SORTS)).default('group'),
});
export const groupListSchema = pageOf(groupItemSchema);

/** First turn of one entity in one rollout per scope; null means never. */
export const groupDetailSchema = groupItemSchema
  .extend({
    definitions: definitionsSchema,
    run: z.strictObject({ id: z.int(), name: z.string(), groups: countSchema }),
    answers: z.array(z.string()),
    warnings: z.array(entityWarningSchema),
    entitySource: z.string().nullable(),
    entityList: z.array(entityFirstTurnsSchema.omit({ firstTurn: true })),
    members: z.array(
      groupMemberSchema.extend({
        prediction: z.string().nullable(),
        termination: z.string().nullable(),
        tokens: countSchema.nullable(),
        firstTurns: z
          .array(entityFirstTurnsSchema.shape.firstTurn)
          .meta({ description: 'One per entity, in the order of entityList.' }),
      }),
    ),
  })
  .meta({ id: 'GroupDetail' });
export type GroupDetail = z.infer<typeof groupDetailSchema>;
