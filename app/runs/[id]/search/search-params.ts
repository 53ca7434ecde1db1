import { createLoader, parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { definitionParsers } from '@/components/definitions/definition-parsers';
import { SEARCH_MODES, SEARCH_SCOPES } from '@/lib/core/search/search-query';

/** What is looked for, in the words of the API. */
export const runSearchParams = {
  ...definitionParsers,
  q: parseAsString.withDefault(''),
  mode: parseAsStringLiteral(SEARCH_MODES).withDefault('text'),
  matchCase: parseAsBoolean.withDefault(false),
  within: parseAsStringLiteral(SEARCH_SCOPES).withDefault('all'),
  filter: parseAsString.withDefault(''),
};

export const loadRunSearchParams = createLoader(runSearchParams);
