import { createParser, parseAsStringLiteral } from 'nuqs/server';
import { COMPARED_OVER } from '@/lib/core/compare-runs/compared-over';
import { STEP_REWARDS } from '@/lib/core/shape/reward-at-step';

/** What the curves over training can be drawn against. */
export const TRAINING_AXES = ['step', 'rollouts', 'tokens'] as const;
export type TrainingAxis = (typeof TRAINING_AXES)[number];

export const STRONGEST_SMOOTHING = 0.99;

/** A weight of the moving average, two digits; anything else in the URL counts as absent. */
const parseAsSmoothing = createParser({
  parse: (text) => {
    const weight = /^0?\.\d{1,4}$|^0$/.test(text) ? Number(text) : Number.NaN;
    return weight >= 0 && weight <= STRONGEST_SMOOTHING ? weight : null;
  },
  serialize: String,
});

/** What the server computes anew: over which rollouts, and which reward is sent. */
export const trainingDataParsers = {
  over: parseAsStringLiteral(COMPARED_OVER).withDefault('all'),
  reward: parseAsStringLiteral(STEP_REWARDS).withDefault('e_grpo'),
};

/** What the browser draws anew by itself. */
export const trainingLookParsers = {
  x: parseAsStringLiteral(TRAINING_AXES).withDefault('step'),
  smooth: parseAsSmoothing.withDefault(0),
  bands: parseAsStringLiteral(['shown', 'hidden']).withDefault('shown'),
};
