/** The two match rates a chart can show. */
export const RATE_NAMES = ['matchRate', 'matchRateNormalised'] as const;
export type RateName = (typeof RATE_NAMES)[number];

export const RATE_WORDS = {
  matchRate: { label: 'Match rate γ', axis: 'match rate γ' },
  matchRateNormalised: { label: 'Normalised γ̂', axis: 'normalised match rate γ̂' },
} as const satisfies Record<RateName, { label: string; axis: string }>;
