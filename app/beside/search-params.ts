import { createLoader, parseAsString } from 'nuqs/server';
import { definitionParsers } from '@/components/definitions/definition-parsers';

export const loadBesideSearchParams = createLoader({
  ...definitionParsers,
  /** Names of rollouts, such as `12.305`. */
  left: parseAsString.withDefault(''),
  right: parseAsString.withDefault(''),
});
