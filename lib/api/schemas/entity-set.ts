import { z } from 'zod';

import { countSchema, dateTimeSchema, pageOf, pagingQueryShape } from './common';

/** How an entity set met the questions of the stored runs. */
const joinShape = {
  joined: countSchema.meta({ description: 'Questions of the set that at least one run asks.' }),
  unjoined: countSchema.meta({ description: 'Questions of the set that no run asks (yet).' }),
  ambiguous: countSchema.meta({ description: 'Questions of the set that share their id or text with another of it.' }),
};

/** The answer of `POST /entity-sets`. */
export const entitySetCreatedSchema = z
  .strictObject({ id: z.uuid(), questions: countSchema, entities: countSchema, ...joinShape })
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
    ...joinShape,
    runIds: z.array(z.int()).meta({ description: 'Runs of which it gives entities to at least one question.' }),
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
