/** What the address of a rollout says of how it is read: it stays on the way to another rollout. */
const READING_PARAMETERS = ['view', 'raw', 'find', 'case'] as const;

/**
 * The address of a rollout at one of its turns. The parameter tells the server which turns to send, the hash lets the
 * browser go there before any script runs; of two that differ the hash holds.
 *
 * @param href path with or without a query, without a hash; a turn it names already gives way
 * @example turnHref('/runs/1/rollouts/2?alpha=0.1', 9) // '/runs/1/rollouts/2?alpha=0.1&turn=9#turn-9'
 */
export function turnHref(href: string, turn: number): string {
  const [path = '', query = ''] = href.split('?');
  const kept = query.split('&').filter((part) => part !== '' && !part.startsWith('turn='));
  return `${path}?${[...kept, `turn=${turn}`].join('&')}#turn-${turn}`;
}

/** Where in a rollout a hit of the search stands: UTF-16 offset in the text of a span. */
export interface HitPlace {
  readonly span: number;
  readonly start: number;
}

/**
 * A hit as the address of a rollout names it.
 *
 * @example hitText({ span: 3, start: 120 }) // '3.120'
 */
export function hitText({ span, start }: HitPlace): string {
  return `${span}.${start}`;
}

/** The hit that a text in an address names; null where it names none. */
export function hitInText(text: string): HitPlace | null {
  const match = /^(\d{1,9})\.(\d{1,9})$/.exec(text);
  return match === null ? null : { span: Number(match[1]), start: Number(match[2]) };
}

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
