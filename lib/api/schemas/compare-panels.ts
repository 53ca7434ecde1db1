import { z } from 'zod';

import { COMPARED_OVER } from '@/lib/core/compare-runs/compared-over';
import { PANEL_GAPS } from '@/lib/core/compare-runs/panel-gap';
import { PANEL_TEXTS } from '@/lib/core/compare-runs/shape-panels';

import { countSchema, definitionsQueryShape, definitionsSchema, estimateSchema, fractionSchema } from './common';
import { sidesParameter, splitParameter } from './compare-training';

const nullableNumber = z.number().nullable();
const ratesSchema = z.strictObject({
  low: fractionSchema,
  high: fractionSchema,
  lowClosed: z.boolean(),
  highClosed: z.boolean(),
});

const accuracyBinsSchema = z
  .array(
    z.strictObject({
      rates: ratesSchema,
      n: countSchema,
      correct: countSchema,
      meanRate: nullableNumber,
      accuracy: estimateSchema,
      suppressed: z.boolean().meta({ description: 'Fewer than five rollouts: no share is given.' }),
      filter: z.string(),
    }),
  )
  .readonly();

const separationShape = {
  distribution: z.strictObject({
    bins: z
      .array(
        z.strictObject({
          rates: ratesSchema,
          correct: countSchema,
          wrong: countSchema,
          error: countSchema,
          shareOfCorrect: nullableNumber,
          shareOfWrong: nullableNumber,
          filterCorrect: z.string(),
          filterWrong: z.string(),
        }),
      )
      .readonly(),
    exact: z.boolean(),
    correct: countSchema,
    wrong: countSchema,
    error: countSchema,
    areaUnderRoc: nullableNumber,
  }),
  area: estimateSchema.meta({
    description:
      'Chance that a correct rollout has a higher normalised match rate than a wrong one without an error; interval over questions (Obuchowski).',
  }),
};

const reasonedCorrelationShape = {
  r: nullableNumber,
  low: nullableNumber,
  high: nullableNumber,
  n: countSchema,
  reason: z.string().nullable(),
};

/** The paper's panels of one side; bins are the same on every side. */
export const panelSideSchema = z
  .strictObject({
    rollouts: countSchema,
    gap: z.enum(PANEL_GAPS).nullable().meta({
      description:
        'Why no rollout can be drawn: none there, none with gold entities, none of those with a known outcome.',
    }),
    accuracy: estimateSchema,
    contrast: z
      .strictObject({
        cells: z
          .array(
            z.strictObject({
              side: z.enum(['correct_higher', 'wrong_higher', 'tie']),
              meanCorrect: fractionSchema,
              meanWrong: fractionSchema,
              questions: countSchema,
              filter: z.string().nullable(),
            }),
          )
          .readonly(),
        questions: countSchema,
        merged: z.boolean(),
        signTest: z.strictObject({
          higher: countSchema,
          lower: countSchema,
          ties: countSchema,
          pValue: fractionSchema,
          higherShare: estimateSchema,
        }),
      })
      .meta({ description: 'Per question, mean match rate of correct rollouts against wrong ones (figure 1).' }),
    accuracyByRate: z.strictObject({ matchRate: accuracyBinsSchema, matchRateNormalised: accuracyBinsSchema }),
    separation: z
      .strictObject(separationShape)
      .meta({ description: 'Normalised match rates in the scope in force (figure 1).' }),
    texts: z.array(z.strictObject({ text: z.enum(PANEL_TEXTS), ...separationShape })).meta({
      description: 'The same by the text that is searched; anywhere: an entity found in any scope (figure 5).',
    }),
    correlation: z.strictObject({
      pearson: z.strictObject(reasonedCorrelationShape),
      spearman: z.strictObject(reasonedCorrelationShape),
      withinQuestion: z.strictObject({ ...reasonedCorrelationShape, questions: countSchema }),
    }),
    filterIsExact: z.boolean().meta({
      description:
        'False where the shared questions are too many to be named: then filters select other questions too.',
    }),
  })
  .meta({ id: 'PanelSide' });

export const panelsQuerySchema = z.strictObject({
  ...definitionsQueryShape,
  runs: sidesParameter,
  over: z.enum(COMPARED_OVER).default('shared').meta({
    description: 'shared: rollouts of the questions that all sides share. all: every rollout of a side at its steps.',
  }),
  split: splitParameter,
});

export const panelsComparisonSchema = z.strictObject({
  definitions: definitionsSchema.extend({ metricsVersion: countSchema }),
  over: z.enum(COMPARED_OVER),
  split: z.string().nullable(),
  sharedQuestions: countSchema.meta({ description: 'Questions that all sides share, of this split.' }),
  sides: z.array(panelSideSchema),
});
export type PanelsComparison = z.infer<typeof panelsComparisonSchema>;
