import { z } from 'zod';

import { COMPARED_OVER } from '@/lib/core/compare-runs/compared-over';
import type { REWARD_MEASURES, STEP_MEASURES } from '@/lib/core/shape/training-curves';
import { STEP_REWARDS } from '@/lib/core/shape/reward-at-step';

import { countSchema, definitionsQueryShape, definitionsSchema } from './common';

const columnSchema = z.array(z.number().nullable()).readonly();
const countsSchema = z.array(countSchema).readonly();

/** Names of the sides of a comparison in a query. */
export const sidesParameter = z.string().max(400).meta({
  description:
    'Two to ten sides, comma-separated: a run (12), or some of its steps (12@10, 12@10..20, 12@last). The answer has them in this order.',
});

/** The split that curves and panels of sides are narrowed to. */
export const splitParameter = z.string().max(400).default('').meta({
  description:
    'Only questions of this split; empty for all. A shared question has the split that the first side names, another that of its own log.',
});

const measureSchema = z
  .strictObject({ value: columnSchema, low: columnSchema, high: columnSchema, n: countsSchema })
  .meta({
    id: 'MeasureOverTraining',
    description: 'A measure at each point with its 95 % interval over n rollouts (groups); six significant digits.',
  });

/** One side over training: columns of one length, an entry a point, ascending by step. */
export const trainingSideSchema = z
  .strictObject({
    rollouts: countSchema.meta({ description: 'Rollouts the side is computed over.' }),
    rolloutsWithoutStep: countSchema.meta({
      description: 'Rollouts of the side that have no step and are in no point.',
    }),
    rolloutsWithoutTokens: countSchema,
    steps: countSchema.meta({ description: 'Different steps; 0 where the log has none.' }),
    stepsPerPoint: countSchema.meta({ description: 'Step numbers each point takes together: 1 up to 400 steps.' }),
    filter: z.string().meta({ description: 'Filter of the side in its run; add step:A..B of a point.' }),
    filterIsExact: z
      .boolean()
      .meta({ description: 'False where the questions it is cut to are too many to be named.' }),
    firstStep: z.array(z.int()).readonly(),
    lastStep: z.array(z.int()).readonly(),
    rolloutsAt: countsSchema,
    rolloutsSoFar: countsSchema.meta({ description: 'All rollouts of the side up to the end of the point.' }),
    tokensSoFar: countsSchema.nullable().meta({
      description: 'Prompt and completion tokens of these; null where a rollout has no count.',
    }),
    measures: z.strictObject({
      accuracy: measureSchema,
      matchRate: measureSchema,
      toolCalls: measureSchema,
      zeroAdvantageGrpo: measureSchema,
      zeroAdvantageEGrpo: measureSchema,
    } satisfies Record<(typeof STEP_MEASURES)[number], z.ZodType>),
    rewards: z
      .record(
        z.enum(STEP_REWARDS),
        z.strictObject({
          mean: measureSchema,
          deviation: measureSchema,
          deviationOverall: measureSchema,
        } satisfies Record<(typeof REWARD_MEASURES)[number], z.ZodType>),
      )
      .meta({
        description:
          'Mean reward; deviation: mean over groups of the standard deviation within the group (n: groups of two or more); deviationOverall: over all rollouts of the point. The kind of deviation is that of the definitions.',
      }),
  })
  .meta({ id: 'TrainingSide' });
export type TrainingSide = z.infer<typeof trainingSideSchema>;

export const trainingQuerySchema = z.strictObject({
  ...definitionsQueryShape,
  runs: sidesParameter,
  over: z.enum(COMPARED_OVER).default('all').meta({
    description: 'all: every rollout of a side at its steps. shared: those of the questions that all sides share.',
  }),
  split: splitParameter,
});

export const trainingComparisonSchema = z.strictObject({
  definitions: definitionsSchema.extend({ metricsVersion: countSchema }),
  over: z.enum(COMPARED_OVER),
  split: z.string().nullable(),
  sharedQuestions: countSchema.meta({ description: 'Questions that all sides share, of this split.' }),
  sides: z.array(trainingSideSchema),
});
export type TrainingComparison = z.infer<typeof trainingComparisonSchema>;
