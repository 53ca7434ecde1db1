import { z } from 'zod';

import type { RunSummary } from '@/lib/core/rewards/run-summary';

import { countSchema, definitionsSchema, estimateSchema } from './common';

const nullableNumber = z.number().nullable();
const correlationShape = { r: nullableNumber, low: nullableNumber, high: nullableNumber, n: countSchema };
const correlationSchema = z.strictObject(correlationShape).meta({ id: 'Correlation' });

export const stepSummarySchema = z.strictObject({
  step: z.int(),
  rollouts: countSchema,
  accuracy: nullableNumber,
  matchRate: nullableNumber,
  toolCalls: nullableNumber,
  zeroAdvantageGrpo: nullableNumber,
  zeroAdvantageEGrpo: nullableNumber,
});

const countsSchema = z.strictObject({
  rollouts: countSchema,
  questions: countSchema,
  groups: countSchema,
  withEntities: countSchema,
  correct: countSchema,
  near_miss: countSchema,
  partial: countSchema,
  failure: countSchema,
  wrong: countSchema,
  error_format: countSchema,
  error_overlength: countSchema,
  unknown: countSchema,
});

const signalSchema = z.strictObject({
  groups: countSchema,
  singletons: countSchema,
  allCorrect: countSchema,
  allWrong: countSchema,
  mixed: countSchema,
  zeroAdvantageGrpo: countSchema,
  zeroAdvantageEGrpo: countSchema,
  revived: countSchema,
});

const toolCallsSchema = z.strictObject({
  mean: nullableNumber,
  meanCorrect: nullableNumber,
  meanWrong: nullableNumber,
  histogram: z.array(
    z.strictObject({
      calls: countSchema,
      correct: countSchema,
      nearMiss: countSchema,
      otherWrong: countSchema,
      error: countSchema,
    }),
  ),
});

/** The body of `GET /runs/{id}/summary`; the same shape as `RunSummary` of the core. */
export const runSummarySchema = z
  .strictObject({
    definitions: definitionsSchema.extend({ metricsVersion: countSchema }),
    counts: countsSchema,
    accuracy: estimateSchema,
    nearMissShare: estimateSchema,
    matchRate: z.strictObject({
      mean: nullableNumber,
      meanCorrect: nullableNumber,
      meanWrong: nullableNumber,
      normalisedMean: nullableNumber,
    }),
    correlation: z.strictObject({
      pooled: z.strictObject({ pearson: correlationSchema, spearman: correlationSchema }),
      withinQuestion: z.strictObject({ ...correlationShape, questions: countSchema }),
    }),
    signTest: z.strictObject({ correctHigher: countSchema, wrongHigher: countSchema, ties: countSchema }),
    signal: signalSchema,
    reward: z.strictObject({ meanGrpo: nullableNumber, meanEGrpo: nullableNumber }),
    toolCalls: toolCallsSchema,
    bySteps: z.array(stepSummarySchema),
  })
  .meta({ id: 'RunSummary' }) satisfies z.ZodType<RunSummary>;

/** Means of a run with intervals over questions; stored beside the summary for the list of runs. */
export const storedMeansSchema = z.strictObject({ matchRate: estimateSchema, toolCalls: estimateSchema });
export const storedSummarySchema = runSummarySchema.extend({ means: storedMeansSchema.optional() });
