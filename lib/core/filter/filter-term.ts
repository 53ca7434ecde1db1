import { SIGNAL_CLASSES } from '@/lib/core/rewards/group-scores';
import type { Outcome } from '@/lib/core/rewards/run-columns';

/** Numeric fields of a rollout, under every name a filter may call them. The first name is the one written back. */
export const NUMBER_FIELD_NAMES = {
  n: ['n'],
  step: ['step'],
  group: ['group'],
  question: ['question'],
  rollout: ['rollout'],
  size: ['size'],
  matchRate: ['rate', 'matchrate'],
  matchRateNormalised: ['hat', 'matchratenormalised'],
  matched: ['matched'],
  entities: ['entities'],
  toolCalls: ['tools', 'toolcalls'],
  turns: ['turns'],
  tokens: ['tokens'],
  rewardLogged: ['logged', 'rewardlogged'],
  rewardGrpo: ['grpo', 'rewardgrpo'],
  rewardEGrpo: ['egrpo', 'rewardegrpo'],
  advantageGrpo: ['advantagegrpo'],
  advantageEGrpo: ['advantageegrpo'],
} as const satisfies Record<string, readonly [string, ...string[]]>;
export type NumberField = keyof typeof NUMBER_FIELD_NAMES;

/**
 * What a filter can ask of the group a rollout belongs to: its signal class, and
 * - `all_wrong`: several known verdicts, none correct (`revived` or `dead`)
 * - `zero_grpo`, `zero_egrpo`: an advantage is defined and is zero for every rollout of the group under that reward
 */
export const GROUP_SIGNALS = [...SIGNAL_CLASSES, 'all_wrong', 'zero_grpo', 'zero_egrpo'] as const;
export type GroupSignal = (typeof GROUP_SIGNALS)[number];

/**
 * What E-GRPO changes about a rollout's advantage, against GRPO:
 * - `sign`: its sign, which is +, 0 or -; a number within 1e-12 of 0 counts as 0
 * - `rank`: how many rollouts of its group have a larger advantage (by more than 1e-12)
 */
export const CHANGES = ['sign', 'rank'] as const;
export type Change = (typeof CHANGES)[number];

/** How a rollout stands to a gold entity of its question, under the scope and the matcher in force. */
export const ENTITY_RELATIONS = ['entity', 'missing', 'seen', 'searched'] as const;
export type EntityRelation = (typeof ENTITY_RELATIONS)[number];

export const WORD_FIELDS = ['termination', 'split', 'label'] as const;
export type WordField = (typeof WORD_FIELDS)[number];
export const TEXT_FIELDS = ['prediction', 'note'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** An interval of numbers. A missing bound is an infinity, and open. */
export interface NumberInterval {
  readonly low: number;
  readonly high: number;
  readonly lowClosed: boolean;
  readonly highClosed: boolean;
}

interface Negatable {
  readonly negated: boolean;
}
export interface NumberTerm extends Negatable {
  readonly kind: 'number';
  readonly field: NumberField;
  /** Any of these. */
  readonly intervals: readonly NumberInterval[];
  /** `none` was among the values: rollouts without the number count too. */
  readonly orMissing: boolean;
}
export interface OutcomeTerm extends Negatable {
  readonly kind: 'outcome';
  readonly outcomes: readonly Outcome[];
}
export interface SignalTerm extends Negatable {
  readonly kind: 'signal';
  readonly signals: readonly GroupSignal[];
}
/** Rollouts both of whose advantages are defined, and differ in sign or in rank. */
export interface ChangeTerm extends Negatable {
  readonly kind: 'change';
  readonly of: Change;
}
/** Questions by id. */
export interface QuestionIdTerm extends Negatable {
  readonly kind: 'questionId';
  readonly ids: readonly string[];
}
/** Questions whose text contains this one, case ignored. */
export interface QuestionTextTerm extends Negatable {
  readonly kind: 'questionText';
  readonly text: string;
}
/** Rollouts that stand in the relation to any of these entities, each given by name or alias, case ignored. */
export interface EntityTerm extends Negatable {
  readonly kind: 'entity';
  readonly relation: EntityRelation;
  readonly names: readonly string[];
}
/** Rollouts whose field is one of these words, case ignored; `orMissing` adds those without any. */
export interface WordTerm extends Negatable {
  readonly kind: 'word';
  readonly field: WordField;
  readonly words: readonly string[];
  readonly orMissing: boolean;
}
/** Rollouts whose field contains a text, case ignored; null asks for any text at all. */
export interface TextTerm extends Negatable {
  readonly kind: 'text';
  readonly field: TextField;
  readonly text: string | null;
}

/** Terms that are tested on the columns in memory, since they depend on the definitions in force. */
export type ColumnTerm = NumberTerm | OutcomeTerm | SignalTerm | ChangeTerm;
/** Terms that only tables can answer. */
export type TableTerm = QuestionIdTerm | QuestionTextTerm | EntityTerm | WordTerm | TextTerm;
/** One condition of a filter. */
export type FilterTerm = ColumnTerm | TableTerm;

/**
 * A filter as a tree: `all` is AND (of nothing: everything passes), `any` is OR. A negated term says so itself; `not`
 * stands over `all` and `any` only.
 */
export type FilterNode =
  | FilterTerm
  | { readonly kind: 'all'; readonly of: readonly FilterNode[] }
  | { readonly kind: 'any'; readonly of: readonly FilterNode[] }
  | { readonly kind: 'not'; readonly of: FilterNode };

/** Where a filter cannot be read: the wrong word and its place in the text, in UTF-16 units from 0. */
export interface FilterError {
  readonly position: number;
  readonly length: number;
  readonly word: string;
  readonly message: string;
  /** What the word is probably meant to be; null where nothing known is near. */
  readonly suggestion: string | null;
}
export type ParsedFilter =
  | { readonly kind: 'filter'; readonly filter: FilterNode }
  /** At least one, in the order of the text; `error` is the first. */
  | { readonly kind: 'error'; readonly error: FilterError; readonly errors: readonly FilterError[] };
