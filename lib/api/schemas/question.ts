import { z } from 'zod';

import { countSchema, entitySchema, integerParameter, pageOf, pagingQueryShape } from './common';
import { entityWarningSchema } from './rollout';

/** A question as one run asks it, with the entities in force. */
export const questionItemSchema = z
  .strictObject({
    questionNo: countSchema,
    questionId: z.string().nullable(),
    question: z.string().nullable(),
    answers: z.array(z.string()),
    entities: z.array(entitySchema),
    entitySource: z.string().nullable(),
    entitySetId: z.string().nullable(),
    warnings: z.array(entityWarningSchema),
  })
  .meta({ id: 'QuestionItem' });
export type QuestionItem = z.infer<typeof questionItemSchema>;

/** `joined=0`: only questions without entities; `joined=1`: only those with; `warnings=1`: only those with doubts. */
export const questionListQuerySchema = z.strictObject({
  ...pagingQueryShape,
  joined: integerParameter(0, 1).optional(),
  warnings: integerParameter(0, 1).optional(),
});
export const questionListSchema = pageOf(questionItemSchema);
