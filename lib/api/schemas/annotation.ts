import { z } from 'zod';

import { SIGNAL_IDS } from '@/lib/core/labels/failure-signals';
import { isLabel, LABEL_PATTERN } from '@/lib/core/labels/label-word';
import { OFFERED_LABELS } from '@/lib/core/labels/offered-labels';
import { MOST_LABELS, NOTE_LENGTH } from '@/lib/core/labels/reader-annotation';

import { countSchema, dateTimeSchema } from './common';

const labelSchema = z
  .string()
  .regex(LABEL_PATTERN, 'a label is 1 to 40 of the characters a-z, 0-9 and _')
  .meta({ description: 'One of the offered labels, or a word of the reader.' });

/** `any` and `none` are not given, since `label:any` and `label:none` mean something else; they can be taken off. */
const givenLabelSchema = labelSchema.refine(isLabel, 'any and none are words of the filter, not labels');

const noteSchema = z.strictObject({ text: z.string(), updatedAt: dateTimeSchema });

/** Labels and note of one rollout. */
export const annotationSchema = z
  .strictObject({ labels: z.array(labelSchema), note: noteSchema.nullable() })
  .meta({ id: 'Annotation' });
export type Annotation = z.infer<typeof annotationSchema>;

/** The same with what can be counted in the rollout that speaks for one of the offered labels. */
export const annotatedRolloutSchema = annotationSchema.extend({
  signals: z.array(
    z.strictObject({
      id: z.enum(SIGNAL_IDS),
      label: z.enum(OFFERED_LABELS.map(({ label }) => label)),
      value: z.number().nullable(),
      isRaised: z.boolean().meta({ description: 'Beyond its threshold. A hint: it sets no label.' }),
      sentence: z.string(),
    }),
  ),
});
export type AnnotatedRollout = z.infer<typeof annotatedRolloutSchema>;

export const putLabelsSchema = z.strictObject({
  labels: z.array(givenLabelSchema).max(MOST_LABELS).meta({ description: 'All labels the rollout shall have.' }),
});

export const patchLabelsSchema = z
  .strictObject({
    add: z.array(givenLabelSchema).max(MOST_LABELS).default([]).meta({ description: 'Labels the rollout gets.' }),
    remove: z.array(labelSchema).max(MOST_LABELS).default([]).meta({ description: 'Labels it loses.' }),
  })
  .refine(({ add, remove }) => !add.some((label) => remove.includes(label)), {
    message: 'a label is added or removed, not both',
    path: ['remove'],
  });

export const putNoteSchema = z.strictObject({
  text: z
    .string()
    .max(NOTE_LENGTH, `a note has at most ${NOTE_LENGTH} characters`)
    .refine((text) => !text.includes('\0'), 'a note holds no NUL character')
    .meta({ description: "'' removes the note." }),
  basedOn: dateTimeSchema.nullable().optional().meta({
    description: 'updatedAt of the note that was read, null for none: another note there by now is not overwritten.',
  }),
});
export type PutNote = z.infer<typeof putNoteSchema>;

export const labelListSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      label: z.string(),
      name: z.string().nullable().meta({ description: 'Of an offered label.' }),
      rollouts: countSchema,
      filter: z.string().meta({ description: 'Filter of the rollouts that carry it.' }),
    }),
  ),
});
export type LabelItem = z.infer<typeof labelListSchema>['items'][number];
