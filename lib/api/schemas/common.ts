import { z } from 'zod';

import { MATCHERS, SCOPES } from '@/lib/core/entities/entity';
import { DEFAULT_DEFINITIONS, DEVIATIONS, type Definitions } from '@/lib/core/rewards/definitions';
import { OUTCOMES } from '@/lib/core/rewards/run-columns';

export const matcherSchema = z.enum(MATCHERS).meta({ description: 'How an entity name is looked for in a text.' });
export const scopeSchema = z.enum(SCOPES).meta({ description: 'The text in which entities are looked for.' });
export const deviationSchema = z.enum(DEVIATIONS);
export const outcomeSchema = z.enum(OUTCOMES);

const fractionSchema = z.number().min(0).max(1);
const countSchema = z.int().min(0);

/** A decimal number in a query string. Refuses the empty string, hexadecimal, NaN and Infinity. */
function decimalParameter(schema: z.ZodNumber) {
  return z
    .string()
    .regex(/^-?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?$/, 'expected a decimal number')
    .transform(Number)
    .pipe(schema);
}

/** A whole number in a query string or a path. */
export function integerParameter(minimum: number, maximum: number) {
  return z
    .string()
    .regex(/^-?\d{1,10}$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.int().min(minimum).max(maximum));
}

/** Definitions as query parameters; what is absent takes the default. */
export const definitionsQueryShape = {
  alpha: decimalParameter(fractionSchema).default(DEFAULT_DEFINITIONS.alpha).meta({
    description: 'What a wrong rollout with normalised match rate 1 is paid under E-GRPO.',
  }),
  threshold: decimalParameter(fractionSchema).default(DEFAULT_DEFINITIONS.threshold).meta({
    description: 'Normalised match rate from which a wrong rollout is a near-miss.',
  }),
  matcher: matcherSchema.default(DEFAULT_DEFINITIONS.matcher),
  scope: scopeSchema.default(DEFAULT_DEFINITIONS.scope),
  std: deviationSchema.default(DEFAULT_DEFINITIONS.std).meta({
    description: 'Standard deviation in the advantage: sample (n - 1) or population (n).',
  }),
  epsilon: decimalParameter(fractionSchema).default(DEFAULT_DEFINITIONS.epsilon).meta({
    description: 'Added to the standard deviation in the advantage.',
  }),
};
export const definitionsQuerySchema = z.strictObject(definitionsQueryShape) satisfies z.ZodType<Definitions>;

export const definitionsSchema = z.strictObject({
  matcher: matcherSchema,
  scope: scopeSchema,
  threshold: fractionSchema,
  alpha: fractionSchema,
  std: deviationSchema,
  epsilon: z.number().min(0),
}) satisfies z.ZodType<Definitions>;

export const estimateSchema = z
  .strictObject({
    value: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    n: countSchema,
  })
  .meta({ id: 'Estimate', description: 'A value with its 95 % interval over n; null where undefined.' });

export const entitySchema = z.strictObject({ name: z.string(), aliases: z.array(z.string()).readonly() }).readonly();

/** A JSON object of a log, passed on as it stands. */
export const jsonSchema = z.json();
export const jsonObjectSchema = z.record(z.string(), z.json());

export const dateTimeSchema = z.iso.datetime();
export { countSchema, fractionSchema };

/** Paging parameters of every list. `cursor` and `offset` exclude each other. */
export const pagingQueryShape = {
  limit: integerParameter(1, 1000).default(50).meta({ description: 'Items a page, 1 to 1000.' }),
  cursor: z.string().max(400).optional().meta({ description: 'nextCursor of the page before.' }),
  offset: integerParameter(0, 1_000_000_000)
    .optional()
    .meta({ description: 'Items to jump over instead of following cursors.' }),
};

/** A page of a list: `total` counts all items of the list, `nextCursor` is null on the last page. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable(), total: countSchema });
}
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** A page of a list that a filter narrows; `notices` say what the filter names and the run does not know. */
export function filteredPageOf<Item extends z.ZodType>(item: Item) {
  return pageOf(item).extend({
    notices: z
      .array(z.strictObject({ word: z.string(), message: z.string() }))
      .meta({ description: 'What the filter names and this run does not know, so that it selects nothing by it.' }),
  });
}
export interface FilteredPage<Item> extends Page<Item> {
  readonly notices: readonly { readonly word: string; readonly message: string }[];
}
