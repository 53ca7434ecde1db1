import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { compareParsers } from '@/components/compare/compare-parsers';
import { ENTITY_GAIN_CLASSES, ENTITY_GAIN_SORTS } from '@/lib/api/schemas/compare-entities';
import { sortValues } from '@/lib/api/schemas/rollout';

export const GAINS_A_PAGE = 50;

/** What the address of the page holds beside the comparison itself. */
export const entityGainsSearchParams = {
  /** Position of the side that is set against the baseline; the first other one where it is none. */
  against: parseAsInteger,
  class: parseAsStringLiteral(ENTITY_GAIN_CLASSES).withDefault('all'),
  name: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(sortValues(ENTITY_GAIN_SORTS)).withDefault('-difference'),
  from: parseAsInteger.withDefault(0),
};

export const loadEntityGainsSearchParams = createLoader({ ...compareParsers, ...entityGainsSearchParams });
