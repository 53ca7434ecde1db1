import { z } from 'zod';

import { countSchema, dateTimeSchema, pageOf, pagingQueryShape } from './common';
import { importIssuesSchema } from './import';

/** The answer of `POST /entity-sets`. */
export const entitySetCreatedSchema = z
  .strictObject({
    id: z.uuid(),
    questions: countSchema,
    entities: countSchema,
    joined: countSchema.meta({ description: 'Questions of the set that at least one run asks.' }),
    unjoined: countSchema.meta({ description: 'Questions of the set that no run asks (yet).' }),
    ambiguous: countSchema.meta({
      description: 'Questions of runs that several questions of the set fit; left alone.',
    }),
    issues: importIssuesSchema.meta({ description: 'Lines of the file that were not used.' }),
  })
  .meta({ id: 'EntitySetCreated' });
export type EntitySetCreated = z.infer<typeof entitySetCreatedSchema>;

export const entitySetSchema = z
  .strictObject({
    id: z.uuid(),
    filename: z.string(),
    format: z.string(),
    questions: countSchema,
    entities: countSchema,
    createdAt: dateTimeSchema,
    runs: z
      .array(z.strictObject({ runId: z.int(), questions: countSchema }))
      .meta({ description: 'Runs in which it is in force, with the number of their questions it gives entities to.' }),
  })
  .meta({ id: 'EntitySet' });
export type EntitySetItem = z.infer<typeof entitySetSchema>;

export const createEntitySetQuerySchema = z.strictObject({ filename: z.string().min(1).max(500) });
export const entitySetListQuerySchema = z.strictObject(pagingQueryShape);
export const entitySetListSchema = pageOf(entitySetSchema);

export const unjoinedQuestionSchema = z.strictObject({
  questionId: z.string().nullable(),
  question: z.string().nullable(),
  entities: z.array(z.string()),
});
export type UnjoinedQuestion = z.infer<typeof unjoinedQuestionSchema>;
export const unjoinedListSchema = pageOf(unjoinedQuestionSchema);
