import { z } from 'zod';

import { TABLE_DETAILS } from '@/lib/core/compare-runs/table-details';

import { comparisonQuerySchema } from './compare-numbers';

export const TABLE_FORMATS = ['csv', 'latex', 'markdown'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

export const comparisonTableQuerySchema = comparisonQuerySchema.extend({
  format: z
    .enum(TABLE_FORMATS)
    .default('csv')
    .meta({ description: 'csv: every number raw; latex (booktabs) and markdown: rounded, with notes.' }),
  detail: z.enum(TABLE_DETAILS).default('short').meta({
    description:
      'Of latex and markdown: short for values, differences and p after Holm; full for effect size, detectable difference, the test alone and ICC besides. csv always has all.',
  }),
});
