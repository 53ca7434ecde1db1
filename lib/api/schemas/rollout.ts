import { z } from 'zod';

import { describeFields } from '@/lib/core/filter/filter-fields';
import { SPAN_KINDS } from '@/lib/core/rollout/transcript';

import {
  countSchema,
  definitionsQueryShape,
  definitionsSchema,
  filteredPageOf,
  jsonObjectSchema,
  outcomeSchema,
  pagingQueryShape,
} from './common';

const nullableNumber = z.number().nullable();

/** One row of a rollout list, with the names of the API's description. */
export const rolloutItemSchema = z
  .strictObject({
    n: z.int().min(1).meta({ description: 'Number of the rollout in its run, from 1.' }),
    questionId: z.string().nullable(),
    question: z.string().nullable(),
    group: countSchema.meta({ description: 'Number of the group in the run, from 0.' }),
    step: z.int().nullable(),
    rollout: countSchema.meta({ description: 'Index inside the group, from 0.' }),
    outcome: outcomeSchema,
    matched: countSchema,
    entities: countSchema.meta({ description: 'Gold entities of the question; 0 where it has none.' }),
    matchRate: nullableNumber,
    matchRateNormalised: nullableNumber,
    rewardLogged: nullableNumber,
    rewardGrpo: nullableNumber,
    rewardEGrpo: nullableNumber,
    advantageGrpo: nullableNumber,
    advantageEGrpo: nullableNumber,
    toolCalls: countSchema,
    turns: countSchema,
    tokens: countSchema.nullable(),
    termination: z.string().nullable(),
    prediction: z.string().nullable(),
  })
  .meta({ id: 'RolloutItem' });
export type RolloutItem = z.infer<typeof rolloutItemSchema>;

/** What a rollout list can be sorted by; `question` is the order in which questions first appear in the log. */
export const ROLLOUT_SORTS = [
  'n',
  'step',
  'group',
  'question',
  'outcome',
  'matchRate',
  'matchRateNormalised',
  'matched',
  'rewardLogged',
  'rewardGrpo',
  'rewardEGrpo',
  'advantageGrpo',
  'advantageEGrpo',
  'toolCalls',
  'turns',
  'tokens',
] as const;
export type RolloutSort = (typeof ROLLOUT_SORTS)[number];

/** The allowed values of a `sort` parameter: each name, and each name with `-` before it for descending. */
export function sortValues<const Name extends string>(names: readonly Name[]): [string, ...string[]] {
  const [first, ...rest] = names.flatMap((name) => [name, `-${name}`]);
  return [first ?? 'n', ...rest];
}

export const filterParameterSchema = z
  .string()
  .max(2000)
  .default('')
  .meta({
    description: `Filter, for example \`outcome:near_miss,partial (rate:0.4..0.6 OR tools:<=4) -"treaty"\`. Conditions parted by spaces or AND must all hold; OR binds weaker; NOT or - turns round; commas part alternatives. ${describeFields()}.`,
  });

export const rolloutListQuerySchema = z.strictObject({
  ...definitionsQueryShape,
  ...pagingQueryShape,
  sort: z.enum(sortValues(ROLLOUT_SORTS)).default('n').meta({ description: '`-` before the name sorts descending.' }),
  filter: filterParameterSchema,
});
export const rolloutListSchema = filteredPageOf(rolloutItemSchema);

export const mentionSchema = z.strictObject({
  entity: countSchema.meta({ description: 'Position in the list of entities.' }),
  start: countSchema.meta({ description: 'UTF-16 offset in the text.' }),
  end: countSchema,
});

export const spanSchema = z.strictObject({
  kind: z.enum(SPAN_KINDS),
  message: countSchema.meta({ description: 'Position of the message it comes from, from 0.' }),
  text: z.string(),
  tool: z.strictObject({ name: z.string(), arguments: z.string() }).nullable(),
  mentions: z.array(mentionSchema).meta({ description: 'Under the matcher in force, in order of their start.' }),
});

const firstTurnSchema = z.int().min(1).nullable().meta({ description: 'Turn, from 1; null means never.' });
export const entityFirstTurnsSchema = z.strictObject({
  name: z.string(),
  aliases: z.array(z.string()).readonly(),
  firstTurn: z.strictObject({
    thoughts: firstTurnSchema,
    queries: firstTurnSchema,
    observations: firstTurnSchema,
    answer: firstTurnSchema,
  }),
});

export const groupMemberSchema = z.strictObject({
  n: z.int().min(1),
  rollout: countSchema,
  outcome: outcomeSchema,
  matched: countSchema,
  matchRate: nullableNumber,
  matchRateNormalised: nullableNumber,
  rewardLogged: nullableNumber,
  rewardGrpo: nullableNumber,
  rewardEGrpo: nullableNumber,
  advantageGrpo: nullableNumber,
  advantageEGrpo: nullableNumber,
  toolCalls: countSchema,
  turns: countSchema,
});
export type GroupMember = z.infer<typeof groupMemberSchema>;

const entityWarningSchema = z.strictObject({
  code: z.string(),
  entity: countSchema.meta({ description: 'Position in the list of entities.' }),
  message: z.string(),
});
export { entityWarningSchema };

/** `GET /runs/{id}/rollouts/{n}`: a list row with everything a reader of one rollout needs. */
export const rolloutDetailSchema = rolloutItemSchema
  .extend({
    definitions: definitionsSchema,
    run: z.strictObject({ id: z.int(), name: z.string(), rollouts: countSchema, thoughtRule: z.string() }),
    file: z.string().nullable().meta({ description: 'Path of the file it was read from; null where it is not known.' }),
    line: countSchema.meta({ description: 'Its line there, or the number of its record where records are no lines.' }),
    answers: z.array(z.string()),
    correct: z.boolean().nullable(),
    correctnessRule: z.string().nullable(),
    score: nullableNumber,
    split: z.string().nullable(),
    promptTokens: countSchema.nullable(),
    completionTokens: countSchema.nullable(),
    durationSeconds: nullableNumber,
    metadata: jsonObjectSchema,
    entityList: z.array(entityFirstTurnsSchema),
    entitySource: z.string().nullable(),
    warnings: z.array(entityWarningSchema),
    turnList: z
      .array(z.strictObject({ turn: countSchema, spans: z.array(spanSchema) }))
      .meta({ description: 'Turn 0 is what stands before the first assistant message.' }),
    groupMembers: z.array(groupMemberSchema),
    previousInGroup: z.int().nullable(),
    nextInGroup: z.int().nullable(),
    previousStep: z.int().nullable().meta({
      description: 'The rollout with the same index in the group of the question at the step before.',
    }),
    nextStep: z.int().nullable(),
  })
  .meta({ id: 'RolloutDetail' });
export type RolloutDetail = z.infer<typeof rolloutDetailSchema>;

/** `GET /runs/{id}/rollouts/{n}/record`: the canonical record (README, "The log format"). */
export const canonicalRecordSchema = jsonObjectSchema.meta({
  id: 'CanonicalRecord',
  description: 'A rollout in the log format that imports read: question, answer, messages and what else the log says.',
});
