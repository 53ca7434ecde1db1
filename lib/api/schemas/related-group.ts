import { z } from 'zod';

import { countSchema, definitionsQueryShape, estimateSchema, integerParameter } from './common';

const groupFactsSchema = z.strictObject({
  size: countSchema,
  correct: countSchema,
  nearMiss: countSchema,
  otherWrong: countSchema.meta({ description: 'Wrong without an error and no near-miss.' }),
  error: countSchema,
  unknown: countSchema,
  accuracy: estimateSchema,
  nearMissShare: estimateSchema,
  matchRateMean: z.number().nullable(),
  matchRateMax: z.number().nullable(),
  toolCallsMean: z.number().nullable(),
});

/** A group of the same question, with what its rollouts came to under the definitions in force. */
export const relatedGroupSchema = groupFactsSchema
  .extend({ group: countSchema, step: z.int().nullable() })
  .meta({ id: 'RelatedGroup' });
export type RelatedGroup = z.infer<typeof relatedGroupSchema>;

/** Steps that one answer holds at most. */
export const MOST_STEPS = 1000;

export const groupStepsQuerySchema = z.strictObject({
  ...definitionsQueryShape,
  limit: integerParameter(1, MOST_STEPS).default(MOST_STEPS).meta({ description: 'Groups an answer, 1 to 1000.' }),
  offset: integerParameter(0, 1_000_000_000)
    .optional()
    .meta({ description: 'Groups to jump over; without it, the answer holds those around the group itself.' }),
});

export const groupStepsSchema = z
  .strictObject({
    items: z.array(relatedGroupSchema).meta({ description: 'By step, then group; the group itself is one of them.' }),
    from: countSchema.meta({ description: 'Groups that stand before the first item.' }),
    total: countSchema,
    previous: z.int().nullable().meta({ description: 'Number of the group one step before.' }),
    next: z.int().nullable(),
  })
  .meta({ id: 'GroupSteps' });
export type GroupSteps = z.infer<typeof groupStepsSchema>;

/** Runs that one answer computes at most. */
export const MOST_OTHER_RUNS = 50;
export const OTHER_RUNS_A_PAGE = 10;

export const otherRunsQuerySchema = z.strictObject({
  ...definitionsQueryShape,
  limit: integerParameter(1, MOST_OTHER_RUNS)
    .default(OTHER_RUNS_A_PAGE)
    .meta({ description: 'Runs an answer, 1 to 50: each is scored for it.' }),
  offset: integerParameter(0, 1_000_000_000).default(0),
});

export const otherRunSchema = z
  .strictObject({
    run: z.strictObject({ id: z.int(), name: z.string() }),
    joinedBy: z.enum(['id', 'text']).meta({ description: 'What shows that it is the same question.' }),
    groups: countSchema.nullable().meta({ description: 'Groups of the question there; null while being computed.' }),
    latest: relatedGroupSchema.nullable().meta({ description: 'Its group of the highest step.' }),
    all: groupFactsSchema.nullable().meta({ description: 'All rollouts of the question there, whatever their step.' }),
  })
  .meta({ id: 'OtherRun' });
export type OtherRun = z.infer<typeof otherRunSchema>;

export const otherRunsSchema = z
  .strictObject({ items: z.array(otherRunSchema), from: countSchema, total: countSchema })
  .meta({ id: 'OtherRuns', description: 'Other runs that ask the same question, newest first.' });
export type OtherRuns = z.infer<typeof otherRunsSchema>;
