/** Over which rollouts of its sides something is compared: all of them, or those of the questions that all sides share. */
export const COMPARED_OVER = ['all', 'shared'] as const;
export type ComparedOver = (typeof COMPARED_OVER)[number];
