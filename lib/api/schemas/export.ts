import { z } from 'zod';

import { definitionsQueryShape } from './common';
import { filterParameterSchema } from './rollout';

export const EXPORT_FORMATS = ['jsonl', 'csv', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const exportQuerySchema = z.strictObject({
  ...definitionsQueryShape,
  format: z.enum(EXPORT_FORMATS).default('jsonl'),
  filter: filterParameterSchema,
});
