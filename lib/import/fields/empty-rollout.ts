import type { ImportedRollout } from '@/lib/core/rollout/rollout';

/** A rollout of which the log says nothing: a mapper spreads it and names what its format has. */
export const EMPTY_ROLLOUT: ImportedRollout = {
  questionId: null,
  question: null,
  answers: [],
  entities: null,
  groupKey: null,
  step: null,
  rolloutIndex: null,
  split: null,
  messages: [],
  rawText: null,
  prediction: null,
  correct: null,
  correctnessMetric: null,
  score: null,
  rewardLogged: null,
  termination: null,
  tokens: null,
  durationSeconds: null,
  metadata: {},
};
