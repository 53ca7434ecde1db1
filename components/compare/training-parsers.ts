import { createParser, parseAsStringLiteral } from 'nuqs/server';
import {
  parseSmoothing,
  TRAINING_AXES,
  TRAINING_BANDS,
  VALUE_AXIS_STARTS,
} from '@/lib/core/compare-runs/compare-views';
import { COMPARED_OVER } from '@/lib/core/compare-runs/compared-over';
import { STEP_REWARDS } from '@/lib/core/shape/reward-at-step';

/** A weight of the moving average; anything else in the URL counts as absent. */
const parseAsSmoothing = createParser({ parse: parseSmoothing, serialize: String });

/** What the server computes anew: over which rollouts, and which reward is sent. */
export const trainingDataParsers = {
  over: parseAsStringLiteral(COMPARED_OVER).withDefault('all'),
  reward: parseAsStringLiteral(STEP_REWARDS).withDefault('e_grpo'),
};

/** What the browser draws anew by itself. */
export const trainingLookParsers = {
  x: parseAsStringLiteral(TRAINING_AXES).withDefault('step'),
  smooth: parseAsSmoothing.withDefault(0),
  bands: parseAsStringLiteral(TRAINING_BANDS).withDefault('shown'),
  y: parseAsStringLiteral(VALUE_AXIS_STARTS).withDefault('zero'),
};
