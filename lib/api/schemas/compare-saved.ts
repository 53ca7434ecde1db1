import { z } from 'zod';

import { METRIC_IDS } from '@/lib/core/compare-runs/compared-metrics';
import { MOST_SIDES, parseSideNames } from '@/lib/core/compare-runs/side-name';

import { dateTimeSchema, definitionsQueryShape, integerParameter } from './common';

const LONGEST_NAME = 100;
const LONGEST_QUERY = 2000;
const comparisonNameSchema = z
  .string()
  .trim()
  .min(1, 'expected a name')
  .max(LONGEST_NAME, `a name has at most ${LONGEST_NAME} characters`)
  .refine((name) => !name.includes('\0'), 'a name holds no NUL character');

/** Names of metrics with commas between them, each once. */
function isMetricList(text: string): boolean {
  const ids = text.split(',');
  return ids.every((id) => METRIC_IDS.some((known) => known === id)) && new Set(ids).size === ids.length;
}

/** What a saved comparison remembers: the parameters of its address. */
export const savedQuerySchema = z.strictObject({
  ...definitionsQueryShape,
  runs: z
    .string()
    .refine(
      (text) => (parseSideNames(text)?.length ?? 0) >= 2,
      'expected two to ten different sides such as 12,13@10..20,14@last',
    ),
  baseline: integerParameter(0, MOST_SIDES - 1).optional(),
  k: integerParameter(1, 1000).optional(),
  split: z.string().max(400).optional(),
  metrics: z.string().refine(isMetricList, 'expected metrics with commas between them').optional(),
  metric: z.enum(METRIC_IDS).optional(),
});

/** A comparison as somebody wants to find it again. */
export const savedComparisonSchema = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    query: z.string().meta({ description: 'Query string of the page /compare and of GET /compare.' }),
    sides: z
      .array(z.strictObject({ name: z.string(), runId: z.int(), runName: z.string().nullable() }))
      .meta({ description: 'Its sides; runName is null where the run is gone.' }),
    createdAt: dateTimeSchema,
  })
  .meta({ id: 'SavedComparison' });
export type SavedComparisonItem = z.infer<typeof savedComparisonSchema>;

export const savedComparisonListSchema = z.strictObject({ items: z.array(savedComparisonSchema) });

export const createComparisonSchema = z.strictObject({
  name: comparisonNameSchema,
  query: z.string().max(LONGEST_QUERY, `a query has at most ${LONGEST_QUERY} characters`),
  replace: z.boolean().default(false).meta({ description: 'Write over the comparison of that name, if there is one.' }),
});
export type CreateComparison = z.output<typeof createComparisonSchema>;
export const renameComparisonSchema = z.strictObject({ name: comparisonNameSchema });
