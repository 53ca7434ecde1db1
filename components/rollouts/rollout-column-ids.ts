/** Columns of the rollouts list, in the order they stand. */
export const ROLLOUT_COLUMN_IDS = [
  'n',
  'question',
  'group',
  'step',
  'outcome',
  'matched',
  'matchRate',
  'matchRateNormalised',
  'rewardLogged',
  'rewardGrpo',
  'rewardEGrpo',
  'advantageGrpo',
  'advantageEGrpo',
  'toolCalls',
  'turns',
  'tokens',
  'termination',
  'prediction',
] as const;
export type RolloutColumnId = (typeof ROLLOUT_COLUMN_IDS)[number];

/** Shown until the user chooses. */
export const DEFAULT_ROLLOUT_COLUMNS = [
  'n',
  'question',
  'group',
  'step',
  'outcome',
  'matched',
  'matchRateNormalised',
  'rewardGrpo',
  'rewardEGrpo',
  'advantageGrpo',
  'advantageEGrpo',
  'toolCalls',
  'prediction',
] as const satisfies readonly RolloutColumnId[];
