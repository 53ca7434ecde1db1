import type { Matcher, Scope } from '@/lib/core/entities/entity';

/** Which standard deviation advantages are divided by: `sample` (ddof 1, verl and TRL) or `population` (ddof 0). */
export const DEVIATIONS = ['sample', 'population'] as const;
export type Deviation = (typeof DEVIATIONS)[number];

/** Everything a user can change about how numbers are computed. Every page says which are in force. */
export interface Definitions {
  readonly matcher: Matcher;
  readonly scope: Scope;
  /** tau in [0, 1]: a wrong rollout is a near-miss when its normalised match rate is >= tau. */
  readonly threshold: number;
  /** alpha in [0, 1]: what a wrong rollout with normalised match rate 1 is paid. */
  readonly alpha: number;
  readonly std: Deviation;
  /** Added to the deviation in the advantage, >= 0. */
  readonly epsilon: number;
}

/** The paper's definitions, with verl's deviation and epsilon. */
export const DEFAULT_DEFINITIONS: Definitions = {
  matcher: 'exact',
  scope: 'thoughts',
  threshold: 0.5,
  alpha: 0.3,
  std: 'sample',
  epsilon: 1e-6,
};

/**
 * Version of every stored number. Raised whenever a definition changes what is stored;
 * runs stored under an older version are recomputed when the worker starts. CHANGELOG.md says what changed.
 */
export const METRICS_VERSION = 2;
