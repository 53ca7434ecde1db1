import type { SearchParams } from 'nuqs/server';
import { definitionParsers } from '@/components/definitions/definition-parsers';
import { ignoredParameters, type ParameterParsers } from '@/components/definitions/ignored-parameters';

/** The parameters of a page's address that are no such values; the definitions say so themselves. */
export async function readIgnored(
  searchParams: Promise<SearchParams>,
  parsers: ParameterParsers,
): Promise<readonly string[]> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined && !(name in definitionParsers)) query.set(name, first);
  }
  return ignoredParameters(parsers, query);
}
