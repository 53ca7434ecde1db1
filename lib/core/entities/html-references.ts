/**
 * Named references that occur in names. Those of Latin letters are in pairs of letter and accent, below; a name that is in
 * neither table stays as written, since a name of the data may hold an ampersand of its own.
 */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
  ['ndash', '–'],
  ['mdash', '—'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['laquo', '«'],
  ['raquo', '»'],
  ['hellip', '…'],
  ['middot', '·'],
  ['deg', '°'],
  ['frac12', '½'],
  ['times', '×'],
  ['szlig', 'ß'],
  ['aelig', 'æ'],
  ['AElig', 'Æ'],
  ['oslash', 'ø'],
  ['Oslash', 'Ø'],
  ['eth', 'ð'],
  ['ETH', 'Ð'],
  ['thorn', 'þ'],
  ['THORN', 'Þ'],
]);

/** Combining marks of the accents of HTML's Latin letters: `eacute` is `e` with an acute. */
const ACCENTS: ReadonlyMap<string, string> = new Map([
  ['grave', '\u0300'],
  ['acute', '\u0301'],
  ['circ', '\u0302'],
  ['tilde', '\u0303'],
  ['uml', '\u0308'],
  ['ring', '\u030a'],
  ['cedil', '\u0327'],
  ['caron', '\u030c'],
]);

const REFERENCE = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z]{2,8}\d{0,2}));/g;

/**
 * The text with its HTML references replaced by what they stand for: `&amp;`, `&#39;`, `&#x27;`, and the named ones that
 * occur in names. Once, as a browser does: `&amp;amp;` becomes `&amp;`. Unknown references stay as written.
 *
 * @returns the text itself where it has none
 * @example decodeHtmlReferences('BB&amp;T Center') // 'BB&T Center'
 */
export function decodeHtmlReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (reference: string, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return namedCharacter(name) ?? reference;
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
    return isCharacter(code) ? String.fromCodePoint(code) : reference;
  });
}

function namedCharacter(name: string): string | null {
  const known = NAMED.get(name);
  if (known !== undefined) return known;
  const mark = ACCENTS.get(name.slice(1));
  const composed = mark === undefined ? '' : `${name.charAt(0)}${mark}`.normalize('NFC');
  return composed.length === 1 ? composed : null;
}

/** Not a control character and not half of a surrogate pair. */
function isCharacter(code: number): boolean {
  return code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) && (code < 0x7f || code > 0x9f);
}
