import { z } from 'zod';

import { FOUND_BY } from '@/lib/core/compare/compare-entities';
import { parseRolloutName } from '@/lib/core/compare/rollout-name';
import { ROW_REASONS } from '@/lib/core/compare/row-reasons';

import {
  countSchema,
  definitionsQueryShape,
  definitionsSchema,
  entitySchema,
  fractionSchema,
  outcomeSchema,
} from './common';
import { rolloutItemSchema } from './rollout';

const turnNumberSchema = z.int().min(1);
const nullableTurn = turnNumberSchema.nullable();

/** A rollout in a query: its run and its number there. */
const rolloutNameSchema = z
  .string()
  .refine((text) => parseRolloutName(text) !== null, 'expected the number of a run, a dot and that of a rollout')
  .meta({ description: 'A rollout of any run: `12.305` is rollout 305 of run 12.' });

export const besideQuerySchema = z.strictObject({
  ...definitionsQueryShape,
  left: rolloutNameSchema,
  right: rolloutNameSchema,
});

const besideTurnSchema = z.strictObject({
  turn: turnNumberSchema,
  calls: z.array(
    z.strictObject({
      tool: z.string(),
      queries: z.array(z.string()),
      addresses: z.array(z.string()),
    }),
  ),
  found: z.array(countSchema).meta({ description: 'Positions of entities that the scope in force first has here.' }),
  seen: z.array(countSchema).meta({ description: 'Positions of entities first observed here.' }),
  answer: z.string().nullable().meta({ description: 'Beginning of the answer the turn gives.' }),
  thought: z
    .string()
    .meta({ description: 'Beginning of its thoughts; the rest with GET /runs/{id}/rollouts/{n}/turns.' }),
  thoughtLength: countSchema,
  observationLength: countSchema,
  cut: z.boolean().meta({ description: 'Whether anything above was cut.' }),
});
export type BesideTurn = z.infer<typeof besideTurnSchema>;

const besideRolloutSchema = rolloutItemSchema.extend({
  run: z.strictObject({ id: z.int(), name: z.string() }),
  entityNames: z
    .array(z.string())
    .meta({ description: 'Those of its own run, which the mentions in its turns point to.' }),
  turnList: z.array(besideTurnSchema),
});
export type BesideRollout = z.infer<typeof besideRolloutSchema>;

const sideTurnsSchema = z.strictObject({ found: nullableTurn, seen: nullableTurn });
const rowSchema = z.strictObject({
  left: nullableTurn,
  right: nullableTurn,
  similarity: fractionSchema.nullable().meta({ description: 'Null where only one rollout has a turn here.' }),
  shared: z.boolean(),
  reasons: z.array(z.enum(ROW_REASONS)).readonly(),
});

const BESIDE_NOTICES = ['same_rollout', 'texts_differ', 'entities_differ', 'banded'] as const;

/** `GET /beside`: two rollouts of one question, their turns aligned by what they did. */
export const besideSchema = z
  .strictObject({
    definitions: definitionsSchema,
    question: z.strictObject({
      questionId: z.string().nullable(),
      question: z.string().nullable(),
      answers: z.array(z.string()),
      entityList: z.array(entitySchema),
    }),
    left: besideRolloutSchema,
    right: besideRolloutSchema,
    notices: z.array(z.strictObject({ code: z.enum(BESIDE_NOTICES), message: z.string() })),
    entities: z.array(
      z.strictObject({
        entity: countSchema.meta({ description: 'Position in entityList.' }),
        foundBy: z.enum(FOUND_BY),
        left: sideTurnsSchema,
        right: sideTurnsSchema,
      }),
    ),
    alignment: z.strictObject({
      rows: z.array(rowSchema).readonly(),
      stretches: z
        .array(z.strictObject({ shared: z.boolean(), start: countSchema, rows: z.int().min(1) }))
        .readonly()
        .meta({ description: 'Shared rows and others in turn.' }),
      firstDivergence: countSchema.nullable().meta({
        description:
          'Position of the first row that only one rollout has a turn in; rows before it are shared or alike. Null where every turn is paired.',
      }),
      halfBand: countSchema.nullable().meta({
        description: 'Turns to either side of the same relative place that were compared; null where all were.',
      }),
    }),
  })
  .meta({ id: 'Beside' });
export type Beside = z.infer<typeof besideSchema>;

export const partnersQuerySchema = z.strictObject({ ...definitionsQueryShape, of: rolloutNameSchema });

const partnerSchema = z.strictObject({
  runId: z.int(),
  runName: z.string(),
  n: z.int().min(1),
  step: z.int().nullable(),
  group: countSchema,
  rollout: countSchema,
  outcome: outcomeSchema,
  matched: countSchema,
  matchRate: z.number().nullable(),
});
export type Partner = z.infer<typeof partnerSchema>;

/** `GET /beside/partners`: rollouts of the same question that one can be put beside. */
export const partnersSchema = z
  .strictObject({
    of: partnerSchema,
    bestCorrect: partnerSchema.nullable().meta({ description: 'Of the same group, itself left out.' }),
    group: z.array(partnerSchema).meta({ description: 'The others of its group.' }),
    steps: z.array(partnerSchema).meta({ description: 'Its place in the groups of the question at other steps.' }),
    stepsTotal: countSchema,
    runs: z.array(partnerSchema).meta({ description: 'Its place in other runs, at the same step where there is one.' }),
    runsTotal: countSchema,
  })
  .meta({ id: 'BesidePartners' });
export type Partners = z.infer<typeof partnersSchema>;
