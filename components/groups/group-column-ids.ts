/** Columns of the groups list, in the order they stand. */
export const GROUP_COLUMN_IDS = [
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
  'entities',
  'correct',
  'nearMiss',
  'error',
] as const;
export type GroupColumnId = (typeof GROUP_COLUMN_IDS)[number];

/** Shown until the user chooses. */
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
] as const satisfies readonly GroupColumnId[];
