import type { Outcome } from '@/lib/core/rewards/run-columns';

/** Colour family of an outcome: both kinds of error share one. Names the CSS variables `--mark-*` and `--text-*`. */
export type OutcomeTone = 'correct' | 'near-miss' | 'partial' | 'failure' | 'wrong' | 'error' | 'unknown';

interface OutcomeWords {
  readonly label: string;
  readonly tone: OutcomeTone;
  readonly meaning: string;
}

/** How each outcome is called and coloured, everywhere. */
export const OUTCOME_WORDS = {
  correct: { label: 'Correct', tone: 'correct', meaning: 'The final answer is right.' },
  near_miss: {
    label: 'Near-miss',
    tone: 'near-miss',
    meaning:
      'Wrong answer, but at least τ times as many gold entities found as by the best rollout of its group (γ̂ ≥ τ).',
  },
  partial: {
    label: 'Partial',
    tone: 'partial',
    meaning: 'Wrong answer with some gold entities found, but γ̂ below the threshold τ.',
  },
  failure: { label: 'Failure', tone: 'failure', meaning: 'Wrong answer and not one gold entity found.' },
  wrong: {
    label: 'Wrong',
    tone: 'wrong',
    meaning: 'Wrong answer to a question without gold entities, so that it cannot be told how near it came.',
  },
  error_format: {
    label: 'Format error',
    tone: 'error',
    meaning: 'The rollout broke the expected format. It is paid 0 and counts as not correct.',
  },
  error_overlength: {
    label: 'Overlength',
    tone: 'error',
    meaning: 'The rollout ran out of tokens, tool calls or time. It is paid 0 and counts as not correct.',
  },
  unknown: {
    label: 'Unknown',
    tone: 'unknown',
    meaning: 'Neither the log nor a gold answer decides whether the answer is right. Left out of accuracy.',
  },
} as const satisfies Record<Outcome, OutcomeWords>;
