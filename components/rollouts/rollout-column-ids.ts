/** Columns of the rollouts list, in the order they stand. */
export const ROLLOUT_COLUMN_IDS = [
  'n',
  'outcome',
  'matched',
  'matchRate',
  'matchRateNormalised',
  'question',
  'prediction',
  'group',
  'step',
  'rewardLogged',
  'rewardGrpo',
  'rewardEGrpo',
  'advantageGrpo',
  'advantageEGrpo',
  'toolCalls',
  'turns',
  'tokens',
  'termination',
] as const;
export type RolloutColumnId = (typeof ROLLOUT_COLUMN_IDS)[number];

/** Shown until the user chooses. */
export const DEFAULT_ROLLOUT_COLUMNS = [
  'n',
  'outcome',
  'matched',
  'matchRate',
  'matchRateNormalised',
  'question',
  'prediction',
  'group',
  'step',
  'rewardGrpo',
  'rewardEGrpo',
  'advantageGrpo',
  'advantageEGrpo',
  'toolCalls',
] as const satisfies readonly RolloutColumnId[];
