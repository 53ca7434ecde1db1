import { createLoader, parseAsInteger } from 'nuqs/server';
import { definitionParsers } from '@/components/definitions/definition-parsers';

/** The place in the list of other runs; the rest of the view is read in the browser (components/groups). */
export const loadGroupSearchParams = createLoader({ ...definitionParsers, runsFrom: parseAsInteger.withDefault(0) });
