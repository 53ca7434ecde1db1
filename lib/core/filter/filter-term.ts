import { SIGNAL_CLASSES } from '@/lib/core/rewards/group-scores';
import type { Outcome } from '@/lib/core/rewards/run-columns';

/** Numeric fields of a rollout, under every name a filter may call them. The first name is the one written back. */
export const NUMBER_FIELD_NAMES = {
  n: ['n'],
  step: ['step'],
  group: ['group'],
  question: ['question'],
  rollout: ['rollout'],
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

/** One condition of a filter. A rollout passes when it meets every term. */
export type FilterTerm = NumberTerm | OutcomeTerm | SignalTerm | QuestionIdTerm | QuestionTextTerm;
export type QuestionTerm = QuestionIdTerm | QuestionTextTerm;

/** Where a filter cannot be read: the wrong word and its position in the text, counted from 0. */
export interface FilterError {
  readonly position: number;
  readonly word: string;
  readonly message: string;
}
export type ParsedFilter =
  | { readonly kind: 'terms'; readonly terms: readonly FilterTerm[] }
  | { readonly kind: 'error'; readonly error: FilterError };
