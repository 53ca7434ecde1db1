import { z } from 'zod';

import { countSchema } from './common';

/** Something in a file that was not used; `line` is the record's number where records are no lines. */
export const importIssueSchema = z.strictObject({
  file: z.string().nullable().meta({ description: 'Path of the file; null where the import has one file only.' }),
  line: countSchema,
  code: z.string(),
  message: z.string(),
});
export type ImportIssueRow = z.infer<typeof importIssueSchema>;
