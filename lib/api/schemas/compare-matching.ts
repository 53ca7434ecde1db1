import { z } from 'zod';

import { QUESTION_CLASSES } from '@/lib/core/compare-runs/match-questions';

import { countSchema, definitionsSchema, pageOf, pagingQueryShape } from './common';
import { comparedSidesQueryShape } from './compare-numbers';

export const matchingQuerySchema = z.strictObject({
  ...comparedSidesQueryShape,
  ...pagingQueryShape,
  class: z.enum(QUESTION_CLASSES).default('ambiguous').meta({
    description:
      'shared: each side has it once; partly: several sides, not all; unmatched: one side; ambiguous: could be several.',
  }),
});

const questionOnSideSchema = z.strictObject({
  questionNo: countSchema,
  questionId: z.string().nullable(),
  question: z.string().nullable(),
  rollouts: countSchema.meta({ description: 'Rollouts of it on this side.' }),
});
export type QuestionOnSide = z.infer<typeof questionOnSideSchema>;

export const matchedQuestionSchema = z
  .strictObject({
    at: countSchema.meta({ description: 'Its place among the questions of its class, from 0.' }),
    sides: z
      .array(z.array(questionOnSideSchema))
      .meta({ description: 'One list a side; several questions only where it is ambiguous.' }),
  })
  .meta({ id: 'MatchedQuestion' });

export const matchingSchema = pageOf(matchedQuestionSchema).extend({
  class: z.enum(QUESTION_CLASSES),
  definitions: definitionsSchema,
  sides: z.array(
    z.strictObject({ name: z.string(), runId: z.int(), runName: z.string(), steps: z.string().nullable() }),
  ),
  counts: z.record(z.enum(QUESTION_CLASSES), countSchema).meta({ description: 'Questions of all sides together.' }),
});
export type Matching = z.infer<typeof matchingSchema>;
