import { createLoader, parseAsInteger } from 'nuqs/server';
import { definitionParsers } from '@/components/definitions/definition-parsers';
import { groupViewParsers } from '@/components/groups/group-view-parsers';

/** What the server reads of the address: the definitions, and the place in the list of other runs. */
const serverParsers = { ...definitionParsers, runsFrom: parseAsInteger.withDefault(0) };

export const loadGroupSearchParams = createLoader(serverParsers);

/** All of the address; the rest of it is read in the browser (components/groups). */
export const groupSearchParams = { ...serverParsers, ...groupViewParsers };
