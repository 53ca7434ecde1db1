/** An address in the form in which two are compared. */
export interface NormalisedAddress {
  /** Equal for two ways to write the same place. */
  readonly place: string;
  /** The page it is on, without query or section: equal for two sections of one page. */
  readonly page: string;
}

const SCHEME = /^[a-z][a-z\d+.-]*:\/\//;
const TRACKING = /(?<=[?&])(?:utm_[^=&]*|fbclid|gclid)(?:=[^&]*)?(?:&|$)/g;
const LONGEST_ADDRESS = 2_000;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Lower case, percent signs decoded, without scheme, `www.`, mobile host, fragment, tracking parameters and trailing
 * slashes. Of a name that is no web address, such as `titanic:plot`, the page is what stands before the first colon or #.
 *
 * @example normaliseAddress('https://en.m.wikipedia.org/wiki/Titanic#Plot')
 * // { place: 'en.wikipedia.org/wiki/titanic', page: 'en.wikipedia.org/wiki/titanic' }
 */
export function normaliseAddress(address: string): NormalisedAddress {
  const text = decoded(address.slice(0, LONGEST_ADDRESS)).trim().toLowerCase();
  const isWeb = SCHEME.test(text) || text.startsWith('www.');
  if (!isWeb) {
    const place = text.replace(/\s+/g, '_');
    return { place, page: place.split(/[:#]/, 1)[0] ?? place };
  }
  const bare = text
    .replace(SCHEME, '')
    .replace(/^www\./, '')
    .replace(/^([^/?#]*)\.m\./, '$1.')
    .replace(/#.*$/s, '')
    .replace(TRACKING, '')
    .replace(/[/?&\s]+$/, '');
  return { place: bare, page: bare.replace(/\?.*$/s, '').replace(/\/+$/, '') };
}
