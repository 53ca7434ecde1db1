import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { compareParsers } from '@/components/compare/compare-parsers';
import { QUESTION_CLASSES } from '@/lib/core/compare-runs/match-questions';

/** What the server reads of the address of every page of a comparison. */
export const loadCompareSearchParams = createLoader(compareParsers);

/** Questions of a matching list on a page. */
export const MATCHING_A_PAGE = 50;

/** What the page of differences reads besides. */
export const differencesSearchParams = {
  /** Metrics shown, with commas between them; empty for all. */
  metrics: parseAsString.withDefault(''),
  /** Class of questions that is listed. */
  matching: parseAsStringLiteral(QUESTION_CLASSES),
  from: parseAsInteger.withDefault(0),
};

export const loadDifferencesSearchParams = createLoader(differencesSearchParams);
