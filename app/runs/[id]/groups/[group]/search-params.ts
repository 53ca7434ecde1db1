import { createLoader } from 'nuqs/server';
import { definitionParsers } from '@/components/definitions/definition-parsers';

export const loadGroupSearchParams = createLoader(definitionParsers);
