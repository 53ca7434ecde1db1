import { createLoader, parseAsInteger, parseAsString } from 'nuqs/server';

export const UNJOINED_A_PAGE = 50;

/** `set`: the entity set whose unjoined questions are listed, from row `from`. */
export const loadEntitiesSearchParams = createLoader({ set: parseAsString, from: parseAsInteger.withDefault(0) });
