import { createLoader, createParser, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { compareParsers } from '@/components/compare/compare-parsers';
import { parseMoved } from '@/lib/core/compare-runs/moved-choice';
import { QUESTION_ORDERS } from '@/lib/core/compare-runs/question-orders';

export const QUESTIONS_A_PAGE = 50;

/** A choice of moves; anything else in the URL counts as absent. */
const parseAsMoved = createParser({
  parse: (text) => (parseMoved(text) === null ? null : text),
  serialize: String,
});

export const movedSearchParams = {
  ...compareParsers,
  /** Position of the side set against the baseline; where absent, or no other side, the first that is not the baseline. */
  against: parseAsInteger,
  sort: parseAsStringLiteral(QUESTION_ORDERS).withDefault('regression'),
  moved: parseAsMoved.withDefault(''),
  q: parseAsString.withDefault(''),
  from: parseAsInteger.withDefault(0),
};

export const loadMovedSearchParams = createLoader(movedSearchParams);
