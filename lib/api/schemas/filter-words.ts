import { z } from 'zod';

import { countSchema, integerParameter } from './common';

/** Fields whose words only the run knows. */
export const WORDS_OF = ['entity', 'missing', 'seen', 'searched', 'id', 'termination', 'split', 'label'] as const;
export type WordsOf = (typeof WORDS_OF)[number];

export const filterWordsQuerySchema = z.strictObject({
  field: z.enum(WORDS_OF),
  prefix: z
    .string()
    .max(200)
    .default('')
    .meta({ description: 'What the word contains; those that begin with it come first.' }),
  limit: integerParameter(1, 100).default(20),
});

export const filterWordsSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        word: z.string(),
        count: countSchema,
        means: z.string().nullable().meta({ description: 'What the word stands for, where we know it.' }),
      }),
    ),
    counted: z.enum(['questions', 'rollouts']),
  })
  .meta({ id: 'FilterWords', description: 'Words of a run that a filter can name.' });
export type FilterWords = z.infer<typeof filterWordsSchema>;
