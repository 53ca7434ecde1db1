import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { definitionParsers } from '@/components/definitions/definition-parsers';
import { RUN_ENTITY_SORTS } from '@/lib/api/schemas/run-entity';
import { sortValues } from '@/lib/api/schemas/rollout';
import { ENTITY_CLASSES } from '@/lib/core/entities/compare-entities';

export const ENTITIES_A_PAGE = 50;

export const entitiesSearchParams = {
  ...definitionParsers,
  class: parseAsStringLiteral(['all', ...ENTITY_CLASSES]).withDefault('all'),
  name: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(sortValues(RUN_ENTITY_SORTS)).withDefault('bottleneck'),
  from: parseAsInteger.withDefault(0),
};

export const loadEntitiesSearchParams = createLoader(entitiesSearchParams);
