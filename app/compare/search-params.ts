import { createLoader } from 'nuqs/server';
import { compareParsers } from '@/components/compare/compare-parsers';

/** What the server reads of the address of every page of a comparison. */
export const loadCompareSearchParams = createLoader(compareParsers);
