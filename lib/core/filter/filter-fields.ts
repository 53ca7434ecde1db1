import { OUTCOMES } from '@/lib/core/rewards/run-columns';

import { GROUP_SIGNALS, NUMBER_FIELD_NAMES, type NumberField } from './filter-term';

/** What answers a field: `columns` in memory follow the definitions in force, `tables` hold what the log and readers say. */
export type FilterEngine = 'columns' | 'tables';

/** What may stand after a field. */
export type FieldValues =
  | { readonly kind: 'number'; readonly field: NumberField }
  /** One of a fixed list. */
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  /** Names that the run knows; `special` are words with a meaning of their own. */
  | { readonly kind: 'name'; readonly special: readonly string[] }
  /** `field:~"part of a text"`. */
  | { readonly kind: 'text'; readonly special: readonly string[] };

/** A field of the filter language. */
export interface FilterField {
  readonly name: string;
  /** Names that mean the same, in lower case. */
  readonly aliases: readonly string[];
  readonly engine: FilterEngine;
  readonly values: FieldValues;
  readonly means: string;
  readonly example: string;
}

function number(field: NumberField, example: string, means: string): FilterField {
  const [name, ...aliases] = NUMBER_FIELD_NAMES[field];
  return { name, aliases, engine: 'columns', values: { kind: 'number', field }, means, example: `${name}:${example}` };
}

function choice(name: string, choices: readonly string[], example: string, means: string): FilterField {
  return { name, aliases: [], engine: 'columns', values: { kind: 'choice', choices }, means, example };
}

function name(field: string, special: readonly string[], example: string, means: string): FilterField {
  return { name: field, aliases: [], engine: 'tables', values: { kind: 'name', special }, means, example };
}

function text(field: string, special: readonly string[], example: string, means: string): FilterField {
  return { name: field, aliases: [], engine: 'tables', values: { kind: 'text', special }, means, example };
}

/** `error` stands for both errors. */
export const OUTCOME_WORDS_OF_FILTER = [...OUTCOMES, 'error'] as const;

/**
 * Every field of the filter language: what the parser, the completion, the help of the page and the description of the
 * API know is this list. A field is answered by exactly one engine; `question` stands here twice, as a number and as a
 * text.
 *
 * To add a field: a line here; a kind of term in `filter-term.ts`, or a name in one of its lists; its reading in
 * `read-term.ts` and writing in `format-filter.ts`; then its test on columns (`column-test.ts`) or its SQL
 * (`lib/db/queries/filter-terms.ts`). Each of these switches over the kinds, so the compiler names what is missing.
 */
export const FILTER_FIELDS: readonly FilterField[] = [
  choice('outcome', OUTCOME_WORDS_OF_FILTER, 'outcome:near_miss', 'How the rollout ended; error means both errors'),
  number('matchRate', '0.4..0.6', 'Match rate γ, 0 to 1'),
  number('matchRateNormalised', '>=0.8', 'Normalised match rate γ̂, 0 to 1'),
  number('matched', '>=3', 'Gold entities found'),
  number('entities', '>=5', 'Gold entities of the question'),
  name('entity', [], 'entity:"James Cameron"', 'Found this gold entity, in the scope and by the matcher in force'),
  name('missing', [], 'missing:"Titanic"', 'Did not find this gold entity of its question'),
  name('seen', [], 'seen:"Leonardo"', 'Had it in an observation and never took it up into a thought'),
  name('searched', [], 'searched:"Titanic"', 'Searched for it: it stands in a query'),
  text('question', [], 'question:~"polar"', 'Text of the question; a text without any field means the same'),
  name('id', [], 'id:"q-17"', 'Id of the question in the log'),
  number('question', '5', 'Number of the question in the run, from 0'),
  text('prediction', ['any', 'none'], 'prediction:~"1912"', 'Text of the answer given'),
  number('toolCalls', '<=4', 'Tool calls'),
  number('turns', '>20', 'Turns'),
  number('tokens', '>=30000', 'Tokens, where the log counts them'),
  number('step', '10..20', 'Training step'),
  number('n', '1..100', 'Number of the rollout in the run, from 1'),
  number('rollout', '0', 'Number of the rollout in its group, from 0'),
  number('group', '3', 'Number of the group, from 0'),
  number('size', '8', 'Rollouts in the group'),
  choice('signal', GROUP_SIGNALS, 'signal:revived', 'What the rewards of the group tell the trainer'),
  choice('sign', ['flipped'], 'sign:flipped', 'Its advantage has another sign (+, 0, −) under E-GRPO than under GRPO'),
  choice(
    'rank',
    ['changed'],
    'rank:changed',
    'Its advantage has another rank in the group under E-GRPO than under GRPO',
  ),
  number('rewardLogged', '1', 'Reward in the log'),
  number('rewardGrpo', '0', 'GRPO reward'),
  number('rewardEGrpo', '>0', 'E-GRPO reward'),
  number('advantageGrpo', '<0', 'GRPO advantage'),
  number('advantageEGrpo', '>0', 'E-GRPO advantage'),
  name('termination', ['none'], 'termination:timeout', 'How the log says the rollout ended'),
  name('split', ['none'], 'split:train', 'Split of the data set in the log'),
  name('label', ['any', 'none'], 'label:distracted_querying', 'A label that a reader gave it'),
  text('note', ['any', 'none'], 'note:~"check again"', 'Text of a reader’s note'),
];

/**
 * The field of a name, in any case.
 *
 * @param contains whether `~` stands after its colon
 */
export function findField(name: string, contains: boolean): FilterField | null {
  const wanted = name.toLowerCase();
  const named = FILTER_FIELDS.filter((field) => field.name === wanted || field.aliases.includes(wanted));
  return named.find((field) => (field.values.kind === 'text') === contains) ?? named[0] ?? null;
}

/** Names of all fields, each once. */
export const FIELD_NAMES: readonly string[] = [...new Set(FILTER_FIELDS.map((field) => field.name))];

/** One line a field, for the description of the API. */
export function describeFields(): string {
  return FILTER_FIELDS.map((field) => `\`${field.example}\` ${field.means}`).join('; ');
}
