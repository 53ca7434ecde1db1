import {
  createLoader,
  createSerializer,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { definitionParsers } from '@/components/definitions/definition-parsers';
import { DEFAULT_ROLLOUT_COLUMNS, ROLLOUT_COLUMN_IDS } from '@/components/rollouts/rollout-column-ids';
import { ROLLOUT_SORTS, sortValues } from '@/lib/api/schemas/rollout';

export const rolloutsSearchParams = {
  ...definitionParsers,
  filter: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(sortValues(ROLLOUT_SORTS)).withDefault('n'),
  columns: parseAsArrayOf(parseAsStringLiteral(ROLLOUT_COLUMN_IDS)).withDefault([...DEFAULT_ROLLOUT_COLUMNS]),
  /** Where the page begins: by cursor when following `Next`, else by the number of rows before it. */
  cursor: parseAsString.withDefault(''),
  from: parseAsInteger.withDefault(0),
};

export const loadRolloutsSearchParams = createLoader(rolloutsSearchParams);

/** The query string of a state of the list; defaults stay out. */
export const serializeRollouts = createSerializer(rolloutsSearchParams);
