import { z } from 'zod';

import { dateTimeSchema } from './common';

export const VIEW_LISTS = ['rollouts', 'groups'] as const;
export type ViewList = (typeof VIEW_LISTS)[number];

const LONGEST_NAME = 100;
const viewNameSchema = z
  .string()
  .trim()
  .min(1, 'expected a name')
  .max(LONGEST_NAME, `a name has at most ${LONGEST_NAME} characters`)
  .refine((name) => !name.includes('\0'), 'a name holds no NUL character');
const idSchema = z
  .string()
  .max(64)
  .regex(/^-?\w*$/, 'expected the id of a column');

/** A list as somebody wants to find it again. Its filter is kept as text, so it outlives a change of the language. */
export const savedViewSchema = z
  .strictObject({
    id: z.uuid(),
    list: z.enum(VIEW_LISTS),
    name: z.string(),
    filter: z.string(),
    sort: z.string(),
    columns: z.array(z.string()).meta({ description: 'Columns shown, in order.' }),
    createdAt: dateTimeSchema,
  })
  .meta({ id: 'SavedView' });
export type SavedViewItem = z.infer<typeof savedViewSchema>;

export const viewListQuerySchema = z.strictObject({ list: z.enum(VIEW_LISTS).optional() });
export const viewListSchema = z.strictObject({ items: z.array(savedViewSchema) });

export const createViewSchema = z.strictObject({
  list: z.enum(VIEW_LISTS),
  name: viewNameSchema,
  filter: z.string().max(2000).default(''),
  sort: idSchema.default(''),
  columns: z.array(idSchema).max(100).default([]),
  replace: z.boolean().default(false).meta({ description: 'Write over the view of that name, if there is one.' }),
});
export type CreateView = z.output<typeof createViewSchema>;
export const renameViewSchema = z.strictObject({ name: viewNameSchema });
