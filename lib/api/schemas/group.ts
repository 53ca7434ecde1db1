import { z } from 'zod';

import { SIGNAL_CLASSES } from '@/lib/core/rewards/group-scores';

import { countSchema, definitionsQueryShape, definitionsSchema, filteredPageOf, pagingQueryShape } from './common';
import {
  entityFirstTurnsSchema,
  entityWarningSchema,
  filterParameterSchema,
  groupMemberSchema,
  sortValues,
} from './rollout';

const nullableNumber = z.number().nullable();

export const groupItemSchema = z
  .strictObject({
    group: countSchema,
    questionId: z.string().nullable(),
    question: z.string().nullable(),
    step: z.int().nullable(),
    groupKey: z.string().nullable(),
    size: countSchema,
    entities: countSchema,
    signal: z.enum(SIGNAL_CLASSES).meta({ description: 'What the rewards of the group tell the trainer.' }),
    correct: countSchema,
    nearMiss: countSchema,
    otherWrong: countSchema,
    error: countSchema,
    unknown: countSchema,
    matchRateMean: nullableNumber,
    matchRateMax: nullableNumber,
    zeroAdvantageGrpo: z.boolean().nullable().meta({ description: 'Null where no advantage is defined.' }),
    zeroAdvantageEGrpo: z.boolean().nullable(),
  })
  .meta({ id: 'GroupItem' });
export type GroupItem = z.infer<typeof groupItemSchema>;

export const GROUP_SORTS = [
  'group',
  'question',
  'step',
  'size',
  'signal',
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
  filter: filterParameterSchema.meta({
    description: 'Filter over rollouts, as of the rollout list: a group passes when one of its rollouts does.',
  }),
});
export const groupListSchema = filteredPageOf(groupItemSchema);

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
