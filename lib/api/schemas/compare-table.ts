import { z } from 'zod';

import { comparisonQuerySchema } from './compare-numbers';

export const TABLE_FORMATS = ['csv', 'latex', 'markdown'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

export const comparisonTableQuerySchema = comparisonQuerySchema.extend({
  format: z
    .enum(TABLE_FORMATS)
    .default('csv')
    .meta({ description: 'csv: every number raw; latex (booktabs) and markdown: rounded, with notes.' }),
});
