/** What the address of a rollout says of how it is read: it stays on the way to another rollout. */
const READING_PARAMETERS = ['view', 'raw', 'find', 'case'] as const;

/**
 * The address of another rollout, read in the same way: its record, its raw texts, what is looked for.
 *
 * @param href path with or without a query, without a hash
 * @param search the query of the page that is left, with or without its `?`
 */
export function readSameWay(href: string, search: string): string {
  const [path = '', query = ''] = href.split('?');
  const next = new URLSearchParams(query);
  const here = new URLSearchParams(search);
  for (const name of READING_PARAMETERS) {
    const value = here.get(name);
    if (value !== null && value !== '') next.set(name, value);
  }
  const text = next.toString();
  return text === '' ? path : `${path}?${text}`;
}
