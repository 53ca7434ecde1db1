import { z } from 'zod';

import { PROBLEMS, type ProblemCode } from '@/lib/api/problem';

export const healthSchema = z
  .strictObject({
    status: z.enum(['ok', 'degraded']),
    version: z.string(),
    database: z.enum(['ok', 'unavailable']),
  })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof healthSchema>;

function problemCodes(): [ProblemCode, ...ProblemCode[]] {
  const codes = Object.keys(PROBLEMS).filter((code): code is ProblemCode => code in PROBLEMS);
  return ['internal', ...codes.filter((code) => code !== 'internal')];
}

export const problemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(problemCodes()),
    detail: z.string(),
    parameter: z.string().optional(),
    value: z.string().optional(),
    position: z.int().optional(),
    length: z.int().optional(),
    errors: z
      .array(
        z.strictObject({
          position: z.int(),
          length: z.int(),
          word: z.string(),
          message: z.string(),
          suggestion: z.string().nullable(),
        }),
      )
      .optional()
      .meta({ description: 'All faults of a filter, in the order of its text.' }),
    reason: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'A problem document (RFC 9457).' });
export type Problem = z.infer<typeof problemSchema>;
