import {
  createLoader,
  createSerializer,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { definitionParsers } from '@/components/definitions/definition-parsers';
import { DEFAULT_GROUP_COLUMNS, GROUP_COLUMN_IDS } from '@/components/groups/group-column-ids';
import { GROUP_SORTS } from '@/lib/api/schemas/group';
import { sortValues } from '@/lib/api/schemas/rollout';

/** Rows of the groups list on a page. */
export const GROUPS_A_PAGE = 50;

export const groupsSearchParams = {
  ...definitionParsers,
  filter: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(sortValues(GROUP_SORTS)).withDefault('group'),
  columns: parseAsArrayOf(parseAsStringLiteral(GROUP_COLUMN_IDS)).withDefault([...DEFAULT_GROUP_COLUMNS]),
  from: parseAsInteger.withDefault(0),
};

export const loadGroupsSearchParams = createLoader(groupsSearchParams);

/** The query string of a state of the list; defaults stay out. */
export const serializeGroups = createSerializer(groupsSearchParams);
