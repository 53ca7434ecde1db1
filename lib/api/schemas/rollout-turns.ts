import { z } from 'zod';

import { SPAN_KINDS } from '@/lib/core/rollout/transcript';

import { countSchema, integerParameter, matcherSchema } from './common';
import { mentionSchema } from './rollout';

/** Most turns of a window. */
export const WINDOW_TURNS = 60;
/** Most characters of a window, over all of its spans. */
export const WINDOW_CHARACTERS = 600_000;
/** Most characters of one span in an answer; the rest is asked for by range. */
export const SPAN_CHARACTERS = 100_000;
/** Most places of an answer. */
export const FOUND_PLACES = 500;

const LARGEST_NUMBER = 2_147_483_647;
const offsetParameter = integerParameter(0, LARGEST_NUMBER);
const matcherParameter = matcherSchema.default('exact');

const kindSchema = z.enum(SPAN_KINDS);
const lengthSchema = countSchema.meta({ description: 'UTF-16 units of its text.' });
const spanNumberSchema = countSchema.meta({ description: 'Number of the span in the rollout, from 0.' });

export const outlineQuerySchema = z.strictObject({ matcher: matcherParameter });

/** `GET /runs/{id}/rollouts/{n}/outline` */
export const rolloutOutlineSchema = z
  .strictObject({
    turns: countSchema,
    characters: countSchema.meta({ description: 'UTF-16 units of all texts.' }),
    turnList: z.array(
      z.strictObject({
        turn: countSchema,
        spans: z.array(
          z.strictObject({
            span: spanNumberSchema,
            kind: kindSchema,
            tool: z.string().nullable(),
            length: lengthSchema,
          }),
        ),
      }),
    ),
    trails: z.array(z.array(countSchema).readonly()).readonly().meta({
      description:
        'For each entity turn, scope (0 thoughts, 1 queries, 2 observations, 3 answer) and count of mentions, one after another.',
    }),
  })
  .meta({ id: 'RolloutOutline' });
export type RolloutOutline = z.infer<typeof rolloutOutlineSchema>;

export const turnsQuerySchema = z.strictObject({
  from: offsetParameter.default(0).meta({ description: 'First turn; 0 is what stands before turn 1.' }),
  to: offsetParameter
    .default(LARGEST_NUMBER)
    .meta({ description: `Last turn. A window ends earlier after ${WINDOW_TURNS} turns or many characters.` }),
  matcher: matcherParameter,
});

/** A span, or a part of a long one: its text from `start` on. Mentions are those that touch the part, by offset in it. */
export const spanPartSchema = z
  .strictObject({
    span: spanNumberSchema,
    kind: kindSchema,
    tool: z
      .strictObject({ name: z.string(), arguments: z.string() })
      .nullable()
      .meta({ description: 'Very long arguments are cut.' }),
    length: lengthSchema,
    start: countSchema,
    text: z.string(),
    mentions: z.array(mentionSchema),
  })
  .meta({ id: 'SpanPart' });
export type SpanPart = z.infer<typeof spanPartSchema>;

/** `GET /runs/{id}/rollouts/{n}/turns` */
export const turnWindowSchema = z
  .strictObject({
    turnList: z.array(z.strictObject({ turn: countSchema, spans: z.array(spanPartSchema) })),
    next: countSchema.nullable().meta({ description: 'The first turn behind the window; null where none follows.' }),
  })
  .meta({ id: 'TurnWindow' });
export type TurnWindow = z.infer<typeof turnWindowSchema>;

export const spanQuerySchema = z.strictObject({
  from: offsetParameter.default(0).meta({ description: 'Offset of the first character, in UTF-16 units.' }),
  length: integerParameter(1, SPAN_CHARACTERS).default(SPAN_CHARACTERS),
  matcher: matcherParameter,
});

export const findQuerySchema = z.strictObject({
  q: z.string().min(1).max(500).meta({ description: 'The text that is looked for, as it stands.' }),
  matchCase: integerParameter(0, 1).default(0),
  turn: offsetParameter
    .optional()
    .meta({ description: 'Answers places from the first one in this turn or behind it; `from` is left out then.' }),
  span: offsetParameter.optional().meta({
    description: 'Answers places from `start` in this span on, or behind it; `turn` and `from` are left out then.',
  }),
  start: offsetParameter.default(0).meta({ description: 'UTF-16 offset in the text of `span`; counts only with it.' }),
  from: offsetParameter.default(0).meta({ description: 'Number of the first place answered, from 0.' }),
  limit: integerParameter(1, FOUND_PLACES).default(100),
});

/** `GET /runs/{id}/rollouts/{n}/find` */
export const foundInRolloutSchema = z
  .strictObject({
    total: countSchema.meta({ description: 'Places in the whole rollout.' }),
    from: countSchema.meta({ description: 'Number of the first place here, from 0.' }),
    places: z.array(
      z.strictObject({
        turn: countSchema,
        span: spanNumberSchema,
        at: countSchema.meta({ description: 'Its number among the places of the span, from 0.' }),
        start: countSchema.meta({ description: 'UTF-16 offset in the text of the span.' }),
        end: countSchema,
      }),
    ),
  })
  .meta({ id: 'FoundInRollout' });
export type FoundInRollout = z.infer<typeof foundInRolloutSchema>;
