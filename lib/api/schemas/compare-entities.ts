import { z } from 'zod';

import { ENTITY_CHANGES, GAIN_GAPS, GAIN_TESTS } from '@/lib/core/compare-runs/entity-gains';
import { MOST_SIDES } from '@/lib/core/compare-runs/side-name';

import {
  countSchema,
  definitionsQueryShape,
  definitionsSchema,
  fractionSchema,
  integerParameter,
  pageOf,
  pagingQueryShape,
} from './common';
import { sortValues } from './rollout';

const nullableNumber = z.number().nullable();
const position = integerParameter(0, MOST_SIDES - 1);

const comparisonShape = {
  ...definitionsQueryShape,
  runs: z.string().max(400).meta({ description: 'Two to ten sides, such as `12,13@10..20,14@last`.' }),
  split: z.string().max(400).default('').meta({ description: 'Only questions of this split; empty for all.' }),
};

const sideShape = {
  name: z.string(),
  run: z.strictObject({ id: z.int(), name: z.string() }),
  steps: z.string().nullable().meta({ description: 'Steps in words of the name; null for all.' }),
};

const basisShape = {
  definitions: definitionsSchema.extend({ metricsVersion: countSchema }),
  split: z.string().nullable(),
  questions: z
    .strictObject({
      shared: countSchema,
      compared: countSchema.meta({ description: 'With at least one gold entity that all sides have.' }),
      nothingInCommon: countSchema.meta({ description: 'With gold entities on all sides, none of them the same.' }),
      differing: countSchema.meta({ description: 'Compared, though the lists of entities differ between sides.' }),
      without: z.array(countSchema).meta({ description: 'For each side, those without gold entities there.' }),
    })
    .meta({ description: 'Questions that all sides share, of this split.' }),
  entities: z
    .strictObject({
      compared: countSchema.meta({ description: 'Entities of questions that all sides have, once a question.' }),
      names: countSchema.meta({ description: 'Different names among them, case and quotes folded.' }),
      leftOut: countSchema.meta({ description: 'Entities of shared questions that some side lacks.' }),
    })
    .meta({ description: 'What is looked for.' }),
};

export const discoveryQuerySchema = z.strictObject(comparisonShape);

const pointShape = { value: fractionSchema, low: nullableNumber, high: nullableNumber };

export const discoverySchema = z
  .strictObject({
    ...basisShape,
    lastTurn: countSchema.meta({ description: 'Last turn of the points: each side has 99 % of its finds by then.' }),
    curves: z.array(
      z.strictObject({
        ...sideShape,
        rollouts: countSchema.meta({ description: 'Rollouts of the questions compared.' }),
        points: z.array(z.strictObject({ turn: countSchema, ...pointShape })),
        end: z
          .strictObject(pointShape)
          .nullable()
          .meta({ description: 'After the last turn; null where no question is compared.' }),
        halfTurn: countSchema
          .nullable()
          .meta({ description: 'Turn by which half of what is ever found is found; null where nothing is.' }),
        finds: countSchema.meta({ description: 'First finds, one a rollout and entity.' }),
        findsBeyond: countSchema.meta({ description: 'Those of them after `lastTurn`.' }),
        lastFindTurn: countSchema,
      }),
    ),
  })
  .meta({
    id: 'DiscoveryOfSides',
    description:
      'Mean share of a question’s shared entities that a rollout has found by the end of a turn: over the rollouts of each question, then over questions; 95 % intervals over questions, from five on.',
  });
export type DiscoveryAnswer = z.infer<typeof discoverySchema>;

export const ENTITY_GAIN_CLASSES = ['all', 'gained', 'lost', 'learned', 'forgotten'] as const;
export type EntityGainClass = (typeof ENTITY_GAIN_CLASSES)[number];

export const ENTITY_GAIN_SORTS = ['difference', 'pValue', 'name', 'baseline', 'against', 'questions'] as const;
export type EntityGainSort = (typeof ENTITY_GAIN_SORTS)[number];

export const entityGainsQuerySchema = z.strictObject({
  ...comparisonShape,
  baseline: position.default(0).meta({ description: 'Position of the baseline among the sides, from 0.' }),
  against: position.optional().meta({
    description: 'Position of the side that is set against it; the first that is not the baseline where absent.',
  }),
  class: z.enum(ENTITY_GAIN_CLASSES).default('all').meta({
    description: '`learned` (found by no rollout of the baseline) is part of `gained`, `forgotten` of `lost`.',
  }),
  name: z.string().max(200).default('').meta({ description: 'Only entities whose name contains this, case ignored.' }),
  sort: z.enum(sortValues(ENTITY_GAIN_SORTS)).default('-difference'),
  ...pagingQueryShape,
});

const foundSchema = z.strictObject({ found: countSchema, rollouts: countSchema });

const shareSchema = foundSchema.extend({
  share: fractionSchema.meta({ description: 'Mean over the questions of the share of rollouts that found it.' }),
  spellings: z.array(z.string()).meta({ description: 'How this side writes the name; at most ten ways.' }),
  questionNumbers: z
    .array(countSchema)
    .nullable()
    .meta({ description: 'Numbers of its questions in the run; null where there are more than 50.' }),
});

const inQuestionSchema = foundSchema.extend({
  questionNo: countSchema,
  group: countSchema.nullable().meta({ description: 'Its group at the latest step of the side.' }),
  groups: countSchema,
});

export const entityGainSchema = z
  .strictObject({
    name: z.string(),
    change: z.enum(ENTITY_CHANGES),
    questions: countSchema,
    questionList: z
      .array(
        z.strictObject({
          questionId: z.string().nullable(),
          question: z.string().nullable(),
          baseline: inQuestionSchema,
          against: inQuestionSchema,
        }),
      )
      .meta({ description: 'The questions in which it moved most, at most three.' }),
    baseline: shareSchema,
    against: shareSchema,
    difference: z
      .strictObject({
        value: z.number(),
        low: nullableNumber,
        high: nullableNumber,
        gap: z.enum(GAIN_GAPS).nullable().meta({ description: 'Why there is no interval.' }),
      })
      .meta({
        description:
          'The other side minus the baseline. 95 % interval: Newcombe’s of one question, else over questions, from five on.',
      }),
    test: z.strictObject({
      kind: z.enum(GAIN_TESTS),
      pValue: fractionSchema,
      holm: nullableNumber.meta({ description: 'Over all entities that could be tested; null where it could not.' }),
    }),
  })
  .meta({ id: 'EntityGain' });
export type EntityGainItem = z.infer<typeof entityGainSchema>;

const pairSideSchema = z.strictObject({
  position: countSchema.meta({ description: 'Among the sides, from 0.' }),
  ...sideShape,
  rolloutFilter: z.string().meta({ description: 'Selects its rollouts in the run; empty for all.' }),
});

export const entityGainsSchema = pageOf(entityGainSchema).extend({
  ...basisShape,
  baseline: pairSideSchema,
  against: pairSideSchema,
  counts: z
    .strictObject({
      entities: countSchema,
      learned: countSchema,
      gained: countSchema.meta({ description: 'Found by more, and in the baseline too.' }),
      same: countSchema,
      lost: countSchema.meta({ description: 'Found by fewer, though still by some.' }),
      forgotten: countSchema,
      tested: countSchema.meta({ description: 'Entities whose counts allow a p below 0.05.' }),
      standingGains: countSchema.meta({ description: 'Found by more, with the adjusted p below 0.05.' }),
      standingLosses: countSchema,
      canStand: z.boolean().meta({ description: 'Whether any outcome could have stood among all tested.' }),
    })
    .meta({ description: 'Of all entities compared, whatever is selected.' }),
});
export type EntityGainsAnswer = z.infer<typeof entityGainsSchema>;
