import { z } from 'zod';

import { countSchema } from './common';
import { spanSchema } from './rollout';

/** A rollout of a preview: what the head of a file holds, nothing stored. */
export const previewRolloutSchema = z.strictObject({
  file: z.string(),
  line: countSchema,
  questionId: z.string().nullable(),
  question: z.string().nullable(),
  answers: z.array(z.string()),
  entities: z.array(z.string()).nullable(),
  step: z.int().nullable(),
  prediction: z.string().nullable(),
  correct: z.boolean().nullable(),
  termination: z.string().nullable(),
  turnList: z.array(z.strictObject({ turn: countSchema, spans: z.array(spanSchema.omit({ mentions: true })) })),
});
export type PreviewRollout = z.infer<typeof previewRolloutSchema>;
