/** Letters that have another case, as one string; made on first use (a few thousand characters). */
let letters: string | null = null;

const LAST_LETTER = 0x1e943;
const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;

function lettersWithCase(): string {
  if (letters !== null) return letters;
  const found: string[] = [];
  for (let code = 0x41; code <= LAST_LETTER; code += 1) {
    if (code >= FIRST_SURROGATE && code <= LAST_SURROGATE) continue;
    const letter = String.fromCodePoint(code);
    if (letter.toLowerCase() !== letter || letter.toUpperCase() !== letter) found.push(letter);
  }
  letters = found.join('');
  return letters;
}

/** Of these letters of ASCII only their other case is the same; K and S have a third form. */
const PLAIN_LETTER = /^[a-jl-rt-z]$/i;

/** All characters that count as this one where case is ignored, as the engine's flags `iu` see it; itself among them. */
export function variantsOf(character: string): readonly string[] {
  if (PLAIN_LETTER.test(character)) return [character.toLowerCase(), character.toUpperCase()];
  if (character.toLowerCase() === character && character.toUpperCase() === character) return [character];
  const code = character.codePointAt(0) ?? 0;
  const same = lettersWithCase().match(new RegExp(String.raw`\u{${code.toString(16)}}`, 'giu')) ?? [];
  return [...new Set([character, ...same])];
}
