import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { definitionParsers } from '@/components/definitions/definition-parsers';
import { ROLLOUT_SORTS, sortValues } from '@/lib/api/schemas/rollout';

export const ROLLOUT_VIEWS = ['turns', 'raw'] as const;

export const rolloutSearchParams = {
  ...definitionParsers,
  view: parseAsStringLiteral(ROLLOUT_VIEWS).withDefault('turns'),
  /** The list the rollout was opened from: its filter and order, and the rollout's place in it, from 0. */
  filter: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(sortValues(ROLLOUT_SORTS)).withDefault('n'),
  at: parseAsInteger,
  /** The turn whose text the page begins with; null for the first. */
  turn: parseAsInteger,
};

export const loadRolloutSearchParams = createLoader(rolloutSearchParams);
