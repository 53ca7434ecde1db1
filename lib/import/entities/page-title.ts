/**
 * A page title without the qualifier in brackets that a wiki ends it with.
 *
 * @returns the title itself where it has none, or nothing else
 * @example withoutQualifier('Polish-Russian War (film)') // 'Polish-Russian War'
 */
export function withoutQualifier(title: string): string {
  const trimmed = title.trim();
  const open = trimmed.lastIndexOf(' (');
  if (!trimmed.endsWith(')') || open === -1 || trimmed.slice(open, -1).includes(')')) return title;
  return trimmed.slice(0, open).trim() || title;
}

/** Pages that are about no one thing. */
const NO_ENTITY = /^(?:(?:category|file|help|image|portal|special|talk|template|user|wikipedia):|lists? of )/i;

/**
 * The title of a wiki page, from its address: what follows `/wiki/`, decoded, underscores as spaces. The last segment of any
 * other address is a slug or a number and names nothing; neither does a list, a category or a file.
 *
 * @returns null where the address is of no such page
 * @example titleOfWikiAddress('https://en.wikipedia.org/wiki/Sportforum_Hohensch%C3%B6nhausen#History')
 *   // 'Sportforum Hohenschönhausen'
 */
export function titleOfWikiAddress(address: string): string | null {
  const start = address.indexOf('/wiki/');
  if (start === -1) return null;
  const segment = address.slice(start + '/wiki/'.length).split(/[?#]/, 1)[0] ?? '';
  const title = decodePercent(segment)?.replaceAll('_', ' ').trim() ?? '';
  return title === '' || NO_ENTITY.test(title) ? null : title;
}

/** Percent-encoded text as it reads; null where it is not validly encoded. */
export function decodePercent(text: string): string | null {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
