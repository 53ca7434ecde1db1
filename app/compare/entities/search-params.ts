import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { againstParameter } from '@/components/compare/against';
import { compareParsers } from '@/components/compare/compare-parsers';
import { compareHref, type ComparePlace } from '@/components/compare/compare-place';
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

type EntityGainsState = Awaited<ReturnType<typeof loadEntityGainsSearchParams>>;

/** The first page of the same list with another side against the baseline; defaults stay out. */
export function againstHref(
  place: ComparePlace,
  { class: chosen, name, sort }: Pick<EntityGainsState, 'class' | 'name' | 'sort'>,
  against: number,
): string {
  return compareHref(place, '/entities', {
    against: againstParameter(against, place),
    class: chosen === entityGainsSearchParams.class.defaultValue ? '' : chosen,
    name,
    sort: sort === entityGainsSearchParams.sort.defaultValue ? '' : sort,
  });
}
