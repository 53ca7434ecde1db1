import { z } from 'zod';

import { SPAN_KINDS } from '@/lib/core/rollout/transcript';
import { SEARCH_MODES, SEARCH_SCOPES } from '@/lib/core/search/search-query';

import { countSchema, definitionsQueryShape, integerParameter, outcomeSchema } from './common';
import { filterParameterSchema } from './rollout';

/** Hits a search hands out before it ends, unless it is asked for another number. */
export const DEFAULT_SEARCH_LIMIT = 1000;
/** The most hits it can be asked for. */
export const LARGEST_SEARCH_LIMIT = 10_000;
/** UTF-16 units of what is looked for. */
export const LONGEST_SEARCH = 1000;

export const searchRunQuerySchema = z.strictObject({
  ...definitionsQueryShape,
  q: z.string().min(1).max(LONGEST_SEARCH).meta({ description: 'The words, or the regular expression.' }),
  mode: z.enum(SEARCH_MODES).default('text').meta({
    description: '`regex` is the syntax of JavaScript, with the flags u and m.',
  }),
  matchCase: z.enum(['true', 'false']).default('false'),
  within: z.enum(SEARCH_SCOPES).default('all').meta({ description: 'Which texts are searched.' }),
  filter: filterParameterSchema.meta({ description: 'Only rollouts that pass this filter; definitions apply to it.' }),
  limit: integerParameter(1, LARGEST_SEARCH_LIMIT).default(DEFAULT_SEARCH_LIMIT).meta({
    description: 'The search ends when it has handed out this many hits.',
  }),
});

const countsShape = {
  rolloutsSearched: countSchema,
  rolloutsTotal: countSchema.meta({ description: 'Rollouts that pass the filter.' }),
  bytesSearched: countSchema.meta({
    description:
      'UTF-8 bytes of all messages of the rollouts that were searched, which are read whatever `within` narrows the search to.',
  }),
  hits: countSchema.meta({ description: 'All hits so far, handed out or not.' }),
  rolloutsWithHits: countSchema,
};

const progressSchema = z.strictObject({ kind: z.literal('progress'), ...countsShape });

const foundRolloutSchema = z.strictObject({
  kind: z.literal('rollout'),
  n: z.int().min(1),
  group: countSchema,
  step: z.int().nullable(),
  rollout: countSchema.meta({ description: 'Index inside the group, from 0.' }),
  outcome: outcomeSchema,
  questionId: z.string().nullable(),
  question: z.string().nullable(),
  hits: countSchema.meta({ description: 'All hits in this rollout.' }),
  hitsShown: countSchema.meta({ description: 'How many `hit` lines follow.' }),
});

const hitSchema = z.strictObject({
  kind: z.literal('hit'),
  n: z.int().min(1),
  turn: countSchema.meta({ description: 'From 1; 0 before the first assistant message.' }),
  message: countSchema.meta({ description: 'Position of the message in the rollout, from 0.' }),
  spanKind: z.enum(SPAN_KINDS),
  span: countSchema.meta({ description: 'Position of the span among those of the rollout, from 0.' }),
  start: countSchema.meta({ description: 'UTF-16 offset in the text of the span.' }),
  end: countSchema,
  snippet: z.strictObject({ before: z.string(), match: z.string(), after: z.string() }).meta({
    description: 'The match (its first 200 units) and a little of what stands around it.',
  }),
});

const endSchema = z.strictObject({
  kind: z.literal('end'),
  reason: z.enum(['complete', 'limit', 'stopped', 'failed']),
  code: z.enum(['expression_too_slow', 'expression_too_large', 'internal']).nullable().meta({
    description: 'Why the search was stopped or failed; null where it was not.',
  }),
  detail: z.string().nullable(),
  ...countsShape,
});

/** One line of the stream. */
export const searchEventSchema = z.discriminatedUnion('kind', [
  progressSchema,
  foundRolloutSchema,
  hitSchema,
  endSchema,
]);
export type SearchEvent = z.infer<typeof searchEventSchema>;
