import { z } from 'zod';

import { METRIC_IDS } from '@/lib/core/compare-runs/compared-metrics';
import {
  GAP_REASONS,
  TEST_KINDS,
  VERDICTS_OF_DIFFERENCE,
  type ComparedNumbers,
  type ComparedSideFacts,
  type Comparison,
} from '@/lib/core/compare-runs/comparison';
import { MOST_SIDES } from '@/lib/core/compare-runs/side-name';

import { countSchema, definitionsQueryShape, definitionsSchema, fractionSchema, integerParameter } from './common';

/** Largest k of mean@k and pass@k that is computed. */
export const LARGEST_K = 1000;
const nullableNumber = z.number().nullable();
const reasonSchema = z.enum(GAP_REASONS).nullable().meta({ description: 'Why there is no value, or no interval.' });

/** Sides and definitions: what every call about a comparison takes. */
export const comparedSidesQueryShape = {
  ...definitionsQueryShape,
  runs: z.string().max(400).meta({
    description:
      'Two to ten different sides, comma-separated: a run (12), some of its steps (12@10..20, 12@5), its last (12@last).',
  }),
};

export const comparisonQuerySchema = z.strictObject({
  ...comparedSidesQueryShape,
  baseline: integerParameter(0, MOST_SIDES - 1)
    .default(0)
    .meta({ description: 'Position of the baseline among the sides, from 0.' }),
  k: integerParameter(1, LARGEST_K)
    .optional()
    .meta({ description: 'k of mean@k and pass@k; by default the smallest median group size of the sides.' }),
  metrics: z
    .string()
    .max(400)
    .default('')
    .meta({ description: `Some of ${METRIC_IDS.join(', ')}, comma-separated; by default all.` }),
  split: z.string().max(400).default('').meta({ description: 'Only questions of this benchmark or split.' }),
});

const repetitionSchema = z
  .strictObject({ icc: z.number(), designEffect: z.number(), effectiveSize: z.number() })
  .meta({ description: 'How alike the rollouts (or groups) of a question are: ICC(1), and what follows from it.' });

const valueSchema = z.strictObject({
  value: nullableNumber,
  low: nullableNumber,
  high: nullableNumber,
  reason: reasonSchema,
  observations: countSchema.meta({ description: 'Rollouts or groups it was computed from.' }),
  repetition: repetitionSchema.nullable(),
});

const differenceSchema = z
  .strictObject({
    value: nullableNumber,
    low: nullableNumber,
    high: nullableNumber,
    reason: reasonSchema,
    test: z
      .strictObject({
        kind: z.enum(TEST_KINDS),
        pValue: fractionSchema,
        holm: fractionSchema.meta({ description: 'Adjusted for all tests that are shown.' }),
      })
      .nullable(),
    effectSize: nullableNumber.meta({ description: "Cohen's d_z over questions." }),
    detectable: nullableNumber.meta({
      description:
        'Smallest true difference that one 5 % test alone, without Holm, finds with 80 % power at this number of questions.',
    }),
    higher: countSchema.meta({ description: 'Questions on which the side is higher than the baseline.' }),
    lower: countSchema,
    ties: countSchema,
    verdict: z.enum(VERDICTS_OF_DIFFERENCE),
  })
  .meta({ description: 'The side minus the baseline, with the 95 % interval of a bootstrap of whole questions.' });

const numbersSchema = z
  .strictObject({
    metric: z.enum(METRIC_IDS),
    questions: countSchema,
    sides: z.array(valueSchema).readonly(),
    differences: z.array(differenceSchema.nullable()).readonly(),
  })
  .meta({ id: 'ComparedNumbers' }) satisfies z.ZodType<ComparedNumbers>;

const questionCountsSchema = z.strictObject({
  shared: countSchema,
  partly: countSchema,
  unmatched: countSchema,
  ambiguous: countSchema,
});

const sideFactsSchema = z.strictObject({
  name: z.string(),
  run: z.strictObject({ id: z.int(), name: z.string() }),
  steps: z.string().nullable(),
  stepCount: countSchema,
  rollouts: countSchema,
  groups: countSchema,
  groupSize: z.strictObject({ smallest: countSchema, median: countSchema, largest: countSchema }).nullable(),
  questions: questionCountsSchema,
  rolloutsShared: countSchema,
}) satisfies z.ZodType<ComparedSideFacts>;

/** The body of `GET /compare`: `Comparison` of the core, and in words how it was computed. */
export const comparisonSchema = z
  .strictObject({
    definitions: definitionsSchema.extend({ metricsVersion: countSchema }),
    baseline: countSchema,
    k: countSchema,
    split: z.string().nullable(),
    resampling: z.strictObject({
      resamples: countSchema,
      permutations: countSchema,
      seed: z.int(),
      confidence: fractionSchema,
    }),
    notes: z.array(z.string()).readonly().meta({
      description: 'What was compared and how: intervals, tests and corrections with their sources, definitions.',
    }),
    sides: z.array(sideFactsSchema).readonly(),
    questions: questionCountsSchema,
    tests: countSchema.meta({
      description:
        "Tests that Holm's correction of `metrics` was taken over: equal differences count once, those in which no question differs not at all.",
    }),
    testsOfSplits: countSchema.meta({ description: 'The same of `splits`.' }),
    metrics: z.array(numbersSchema).readonly(),
    splits: z
      .array(
        z.strictObject({
          split: z.string().nullable(),
          questions: countSchema,
          metrics: z.array(numbersSchema).readonly(),
        }),
      )
      .readonly()
      .meta({ description: 'A row for all and one for each split, where there are several.' }),
  })
  .meta({ id: 'Comparison' }) satisfies z.ZodType<Comparison>;
