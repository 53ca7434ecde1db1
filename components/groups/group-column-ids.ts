/** Columns of the groups list that are shown until the user chooses. */
export const DEFAULT_GROUP_COLUMNS = [
  'group',
  'question',
  'step',
  'size',
  'outcomes',
  'signal',
  'matchRateMean',
  'matchRateMax',
  'zeroAdvantageGrpo',
  'zeroAdvantageEGrpo',
] as const;

/** All of its columns, in the order they stand. */
export const GROUP_COLUMN_IDS = [...DEFAULT_GROUP_COLUMNS, 'entities', 'correct', 'nearMiss', 'error'] as const;
export type GroupColumnId = (typeof GROUP_COLUMN_IDS)[number];
