import { parseAsStringLiteral } from 'nuqs/server';
import { COMPARED_OVER } from '@/lib/core/compare-runs/compared-over';
import type { PanelText } from '@/lib/core/compare-runs/shape-panels';

/** What figure 5 holds against the thoughts: the whole trajectory as in the paper, or one scope of it. */
export const AGAINST_THOUGHTS = [
  'anywhere',
  'queries',
  'observations',
  'answer',
] as const satisfies readonly PanelText[];

export const panelParsers = {
  over: parseAsStringLiteral(COMPARED_OVER).withDefault('shared'),
  against: parseAsStringLiteral(AGAINST_THOUGHTS).withDefault('anywhere'),
};

export const TEXT_LABELS = {
  thoughts: 'Thoughts',
  queries: 'Queries',
  observations: 'Observations',
  answer: 'Answer',
  anywhere: 'Anywhere',
} as const satisfies Record<PanelText, string>;
