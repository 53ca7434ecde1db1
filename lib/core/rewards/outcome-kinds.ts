import { OUTCOMES, type Outcome } from './run-columns';

/**
 * What the statistics tell apart. `wrong` is a wrong rollout without an error, near-misses included;
 * `error` counts as not correct; `unknown` is left out of everything that needs to know.
 */
export const OUTCOME_KINDS = ['correct', 'wrong', 'error', 'unknown'] as const;
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

const KIND_OF_OUTCOME: Readonly<Record<Outcome, OutcomeKind>> = {
  correct: 'correct',
  near_miss: 'wrong',
  partial: 'wrong',
  failure: 'wrong',
  wrong: 'wrong',
  error_format: 'error',
  error_overlength: 'error',
  unknown: 'unknown',
};

export const CORRECT_KIND = OUTCOME_KINDS.indexOf('correct');
export const WRONG_KIND = OUTCOME_KINDS.indexOf('wrong');
export const UNKNOWN_KIND = OUTCOME_KINDS.indexOf('unknown');
export const NEAR_MISS_CODE = OUTCOMES.indexOf('near_miss');

/** Kind codes (positions in OUTCOME_KINDS) by outcome code (positions in OUTCOMES). */
export const KIND_CODE_OF_OUTCOME: Uint8Array = Uint8Array.from(OUTCOMES, (outcome) =>
  OUTCOME_KINDS.indexOf(KIND_OF_OUTCOME[outcome]),
);

/** Counts per outcome code as a record by name. */
export function outcomesByName(byCode: ArrayLike<number>): Record<Outcome, number> {
  const count = (name: Outcome): number => byCode[OUTCOMES.indexOf(name)] ?? 0;
  return {
    correct: count('correct'),
    near_miss: count('near_miss'),
    partial: count('partial'),
    failure: count('failure'),
    wrong: count('wrong'),
    error_format: count('error_format'),
    error_overlength: count('error_overlength'),
    unknown: count('unknown'),
  };
}

/** The outcomes of a kind, in the order of OUTCOMES. */
export function outcomesOfKind(kind: OutcomeKind): readonly Outcome[] {
  return OUTCOMES.filter((outcome) => KIND_OF_OUTCOME[outcome] === kind);
}
