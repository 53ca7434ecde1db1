import { createLoader, parseAsStringLiteral } from 'nuqs/server';
import { definitionParsers } from '@/components/definitions/definition-parsers';

export const ROLLOUT_VIEWS = ['turns', 'raw'] as const;

export const rolloutSearchParams = {
  ...definitionParsers,
  view: parseAsStringLiteral(ROLLOUT_VIEWS).withDefault('turns'),
};

export const loadRolloutSearchParams = createLoader(rolloutSearchParams);
