import { variantsOf } from './letter-variants';

/** A character as its UTF-8 bytes, each written as an escape. */
function escapedBytes(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return Array.from(bytes, (byte) => String.raw`\x${byte.toString(16).padStart(2, '0')}`).join('');
}

function patternOf(character: string): string {
  const variants = variantsOf(character).map(escapedBytes);
  const single = variants.filter((variant) => variant.length === 4).join('');
  const several = variants.filter((variant) => variant.length > 4);
  if (several.length === 0) return `[${single}]`;
  return `(?:${[...(single === '' ? [] : [`[${single}]`]), ...several].join('|')})`;
}

/**
 * An expression over bytes (as a string of one unit a byte, "latin1") that matches where the UTF-8 text holds one of the
 * words with their case ignored, exactly as `compileSearch` ignores it. UTF-8 never begins inside a character, so a match
 * of bytes is a match of characters.
 *
 * @param words well-formed
 * @example bytePattern(['ß']).test(Buffer.from('STRAẞE').toString('latin1')) // true
 */
export function bytePattern(words: readonly string[]): RegExp {
  const patterns = words.map((word) => Array.from(word, patternOf).join(''));
  return new RegExp([...new Set(patterns)].join('|'));
}
