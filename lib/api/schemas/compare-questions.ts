import { z } from 'zod';

import { parseMoved } from '@/lib/core/compare-runs/moved-choice';
import { QUESTION_ORDERS } from '@/lib/core/compare-runs/question-orders';
import { MOST_SIDES } from '@/lib/core/compare-runs/side-name';

import {
  countSchema,
  definitionsQueryShape,
  definitionsSchema,
  integerParameter,
  outcomeSchema,
  pageOf,
  pagingQueryShape,
} from './common';

const nullableNumber = z.number().nullable();
const position = integerParameter(0, MOST_SIDES - 1);

const pairQueryShape = {
  ...definitionsQueryShape,
  runs: z.string().max(400).meta({ description: 'Two to ten sides, such as `12,13@10..20,14@last`.' }),
  baseline: position.default(0).meta({ description: 'Position of the baseline among the sides, from 0.' }),
  against: position.optional().meta({
    description: 'Position of the side that is set against it; the first that is not the baseline where absent.',
  }),
  split: z.string().max(400).default('').meta({ description: 'Only questions of this split; empty for all.' }),
};

export const transitionsQuerySchema = z.strictObject(pairQueryShape);

const comparedSideSchema = z.strictObject({
  position: countSchema.meta({ description: 'Among the sides, from 0.' }),
  name: z.string(),
  run: z.strictObject({ id: z.int(), name: z.string() }),
  steps: z.string().nullable().meta({ description: 'Steps in words of the name; null for all.' }),
});

const pairShape = {
  definitions: definitionsSchema.extend({ metricsVersion: countSchema }),
  baseline: comparedSideSchema,
  against: comparedSideSchema,
  split: z.string().nullable(),
  shared: countSchema.meta({ description: 'Questions that all sides share, of this split.' }),
};

const solvedCallsSchema = z.strictObject({
  mean: nullableNumber.meta({ description: 'Tool calls of correct rollouts, averaged over the questions.' }),
  rollouts: countSchema.meta({ description: 'Correct rollouts of the questions.' }),
});

export const transitionsSchema = z
  .strictObject({
    ...pairShape,
    rollouts: z
      .strictObject({ baseline: countSchema, against: countSchema })
      .meta({ description: 'Rollouts of the shared questions on each side.' }),
    moves: z
      .strictObject({
        toCorrect: countSchema,
        fromCorrect: countSchema,
        otherwise: countSchema.meta({ description: 'To another known outcome, correct on neither side.' }),
        kept: countSchema,
        unknown: countSchema.meta({ description: 'Outcome not known on one side or on both.' }),
      })
      .meta({ description: 'Shared questions by what became of them; adds up to all.' }),
    outcomes: z
      .array(z.strictObject({ outcome: outcomeSchema, baseline: countSchema, against: countSchema }))
      .meta({ description: 'Row and column sums of the matrix, for outcomes that occur.' }),
    cells: z
      .array(z.strictObject({ from: outcomeSchema, to: outcomeSchema, questions: countSchema }))
      .meta({ description: 'Cells of the matrix that hold a question: outcome on the baseline, on the other side.' }),
    toolCallsBothSolve: z
      .strictObject({
        questions: countSchema,
        baseline: solvedCallsSchema,
        against: solvedCallsSchema,
        difference: nullableNumber.meta({ description: 'The other side minus the baseline, over the same questions.' }),
      })
      .meta({ description: 'Over questions with a correct rollout on both sides, every question weighing the same.' }),
  })
  .meta({
    id: 'OutcomeTransitions',
    description:
      'The outcome of a question on a side is `correct` where at least half of its rollouts with a known outcome are, else the most frequent known outcome that is not, ties going to the better one; `unknown` where none is known.',
  });
export type TransitionsAnswer = z.infer<typeof transitionsSchema>;

export const movedQuestionsQuerySchema = z.strictObject({
  ...pairQueryShape,
  ...pagingQueryShape,
  sort: z.enum(QUESTION_ORDERS).default('regression').meta({
    description:
      '`regression` has the largest loss of accuracy first, `improvement` the largest gain, `disagreement` the likeliest difference of two rollouts; differences go from low to high, with `-` from high to low. Ties go by match rate.',
  }),
  moved: z
    .string()
    .max(60)
    .refine((text) => text === '' || parseMoved(text) !== null, {
      error: 'expected two outcomes such as near_miss>correct, correct>not_correct or >failure, or kept, or otherwise',
    })
    .default('')
    .meta({ description: 'Only questions that moved so; empty for all.' }),
  q: z.string().max(200).default('').meta({ description: 'Only questions whose text or id has this; case ignored.' }),
});

const sideOfQuestionSchema = z.strictObject({
  questionNo: countSchema.meta({ description: 'Number of the question in the run.' }),
  outcome: outcomeSchema,
  rollouts: countSchema,
  known: countSchema.meta({ description: 'Rollouts whose outcome is known; errors are, and are not correct.' }),
  correct: countSchema,
  accuracy: nullableNumber,
  matchRate: nullableNumber.meta({ description: 'Mean gamma; null where the question has no gold entities.' }),
  toolCalls: nullableNumber,
  toolCallsCorrect: nullableNumber.meta({ description: 'Mean tool calls of the correct rollouts.' }),
  shown: z.int().min(1).nullable().meta({
    description: 'A rollout that has the outcome: highest gamma-hat, then fewest tool calls, then first of the log.',
  }),
  groups: z.strictObject({
    total: countSchema,
    latest: z
      .array(z.strictObject({ group: countSchema, step: z.int().nullable() }))
      .meta({ description: 'The latest ten by step, the latest first.' }),
  }),
});
export type SideOfQuestion = z.infer<typeof sideOfQuestionSchema>;

export const movedQuestionSchema = z
  .strictObject({
    questionId: z.string().nullable(),
    question: z.string().nullable(),
    baseline: sideOfQuestionSchema,
    against: sideOfQuestionSchema,
    difference: z
      .strictObject({
        accuracy: nullableNumber,
        matchRate: nullableNumber,
        toolCalls: nullableNumber,
        toolCallsCorrect: nullableNumber,
      })
      .meta({ description: 'The other side minus the baseline.' }),
    disagreement: nullableNumber.meta({
      description:
        'Chance that a rollout of one side and one of the other, drawn at random, differ in being correct: pA (1 - pB) + pB (1 - pA).',
    }),
  })
  .meta({ id: 'MovedQuestion' });
export type MovedQuestion = z.infer<typeof movedQuestionSchema>;

export const movedQuestionsSchema = pageOf(movedQuestionSchema).extend(pairShape);
export type MovedQuestionsAnswer = z.infer<typeof movedQuestionsSchema>;
