import { hrefWith } from '@/components/definitions/definition-parsers';
import type { MetricId } from '@/lib/core/compare-runs/compared-metrics';
import type { Definitions } from '@/lib/core/rewards/definitions';

/** What every page of a comparison shares: its sides and how they are compared. All of it stands in the URL. */
export interface ComparePlace {
  /** Names of the sides, comma-separated (`lib/core/compare-runs/side-name`). */
  readonly runs: string;
  /** Position of the baseline among the sides. */
  readonly baseline: number;
  /** k of mean@k and pass@k; null takes the one that suits the sides. */
  readonly k: number | null;
  /** Split to which the comparison is narrowed; empty for all. */
  readonly split: string;
  /** Metrics among the differences, with commas between them; empty for all. */
  readonly metrics: string;
  /** The metric that is drawn there; null for the first. */
  readonly metric: MetricId | null;
  readonly definitions: Definitions;
}

/** The pages of a comparison; each answers one question. */
export const COMPARE_PAGES = [
  { path: '', label: 'Differences' },
  { path: '/questions', label: 'What moved' },
  { path: '/entities', label: 'Entities' },
  { path: '/training', label: 'Over training' },
  { path: '/panels', label: 'Match rate and accuracy' },
] as const;
export type ComparePath = (typeof COMPARE_PAGES)[number]['path'];

/** The address of a page of a comparison; defaults stay out. */
export function compareHref(
  place: ComparePlace,
  path: ComparePath = '',
  more: Readonly<Record<string, string>> = {},
): string {
  return hrefWith(`/compare${path}`, place.definitions, {
    runs: place.runs,
    baseline: place.baseline === 0 ? '' : String(place.baseline),
    k: place.k === null ? '' : String(place.k),
    split: place.split,
    metrics: place.metrics,
    metric: place.metric ?? '',
    ...more,
  });
}
