import { createLoader, parseAsBoolean, parseAsNumberLiteral, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { definitionParsers } from '@/components/definitions/definition-parsers';
import { DEFAULT_SEARCH_LIMIT, LARGEST_SEARCH_LIMIT } from '@/lib/api/schemas/search';
import { SEARCH_MODES, SEARCH_SCOPES } from '@/lib/core/search/search-query';

/** What is looked for, in the words of the API. */
export const runSearchParams = {
  ...definitionParsers,
  q: parseAsString.withDefault(''),
  mode: parseAsStringLiteral(SEARCH_MODES).withDefault('text'),
  matchCase: parseAsBoolean.withDefault(false),
  within: parseAsStringLiteral(SEARCH_SCOPES).withDefault('all'),
  filter: parseAsString.withDefault(''),
  limit: parseAsNumberLiteral([DEFAULT_SEARCH_LIMIT, LARGEST_SEARCH_LIMIT]).withDefault(DEFAULT_SEARCH_LIMIT),
};

export const loadRunSearchParams = createLoader(runSearchParams);
