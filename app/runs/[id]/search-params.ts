import { createLoader } from 'nuqs/server';
import { definitionParsers } from '@/components/definitions/definition-parsers';

/** What the server reads of a run page's address; `rate` and `tables` are the charts' own. */
export const loadRunSearchParams = createLoader(definitionParsers);
